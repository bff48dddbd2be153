import { describe, expect, it } from 'vitest';
import { compare, MOST_DIFFERENT, type Pixels } from '../../../scripts/visual/compare.mjs';

const [WIDTH, HEIGHT] = [200, 100];

type Colour = readonly [red: number, green: number, blue: number];

const WHITE: Colour = [255, 255, 255];
const BLUE: Colour = [30, 90, 200];

/** A white picture with a blue rectangle at its upper left. */
function picture(wide: number, high: number, { colour = BLUE, height = HEIGHT } = {}): Pixels {
  const data = new Uint8Array(WIDTH * height * 4);
  for (let at = 0; at < WIDTH * height; at += 1) {
    const isInside = at % WIDTH < wide && Math.floor(at / WIDTH) < high;
    data.set([...(isInside ? colour : WHITE), 255], at * 4);
  }
  return { width: WIDTH, height, data };
}

describe('the comparison of pictures', () => {
  it('finds nothing in two that are equal', () => {
    expect(compare(picture(50, 20), picture(50, 20))).toEqual({ same: true, share: 0 });
  });

  it('does not see a colour that is a shade away', () => {
    expect(compare(picture(50, 20), picture(50, 20, { colour: [32, 92, 202] })).same).toBe(true);
  });

  it('sees another colour', () => {
    const { same, sentence, difference } = compare(picture(50, 20), picture(50, 20, { colour: [30, 130, 160] }));
    expect(same).toBe(false);
    expect(sentence).toBe('differs in 1000 pixels, 5.00 %');
    expect([...(difference?.data.subarray(0, 4) ?? [])]).toEqual([255, 0, 0, 255]);
  });

  it('forgives a few pixels, and not more', () => {
    const forgiven = Math.floor(WIDTH * HEIGHT * MOST_DIFFERENT);
    expect(compare(picture(0, 0), picture(forgiven, 1))).toMatchObject({ same: true, share: forgiven / 20_000 });
    expect(compare(picture(0, 0), picture(forgiven + 1, 1)).same).toBe(false);
  });

  it('fails a picture of another size, without looking further', () => {
    const { same, sentence, difference } = compare(picture(50, 20), picture(50, 20, { height: HEIGHT + 1 }));
    expect(same).toBe(false);
    expect(sentence).toBe('is 200 × 101 pixels, and its baseline 200 × 100');
    expect(difference).toBeUndefined();
  });
});
