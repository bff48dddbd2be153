import { expect, it } from 'vitest';
import { ChangeMarks } from '../../../../src/elements/base/grid/change-marks.js';
import { ManualClock } from '../../../support/manual-clock.js';

/** An element as far as marks are about it. */
class Place {
  readonly #attributes = new Set<string>();
  setAttribute(name: string): void {
    this.#attributes.add(name);
  }
  removeAttribute(name: string): void {
    this.#attributes.delete(name);
  }
  get lit(): boolean {
    return this.#attributes.has('data-changed');
  }
  get element(): Element {
    return this as unknown as Element;
  }
}

function marksOn(clock: ManualClock): { readonly mark: (place: Place) => void; readonly marks: ChangeMarks } {
  const marks = new ChangeMarks(
    (delayMs, run) => clock.after(delayMs, run),
    () => clock.now(),
  );
  return { marks, mark: (place) => marks.mark(place.element, clock.now()) };
}

it('a change is marked for 600 ms, and then nothing waits any more', () => {
  const clock = new ManualClock();
  const [{ mark }, place] = [marksOn(clock), new Place()];
  mark(place);
  expect(place.lit).toBe(true);
  clock.advance(599);
  expect(place.lit).toBe(true);
  clock.advance(1);
  expect(place.lit).toBe(false);
  clock.advance(10_000);
  expect(clock.pending).toBe(0);
});

it('what changes all the time is dark for 1.4 s between two marks', () => {
  const clock = new ManualClock();
  const [{ mark }, place] = [marksOn(clock), new Place()];
  let lit = 0;
  for (let ms = 0; ms < 4_000; ms += 50) {
    mark(place);
    if (place.lit) lit += 50;
    clock.advance(50);
  }
  expect(lit).toBe(1_200);
});

it('a mark is as long where another place was marked before it', () => {
  for (const later of [50, 300, 700, 1_900]) {
    const clock = new ManualClock();
    const [{ mark }, first, second] = [marksOn(clock), new Place(), new Place()];
    mark(first);
    clock.advance(later);
    mark(second);
    clock.advance(599);
    expect(second.lit, `${later} ms later`).toBe(true);
    clock.advance(101);
    expect(second.lit, `${later} ms later`).toBe(false);
  }
});

it('a mark ends with what was marked, and may come again at once', () => {
  const clock = new ManualClock();
  const [{ mark, marks }, place] = [marksOn(clock), new Place()];
  mark(place);
  marks.forget(place.element);
  expect(place.lit).toBe(false);
  mark(place);
  expect(place.lit).toBe(true);
});

it('all marks end at once, and nothing waits any more', () => {
  const clock = new ManualClock();
  const [{ mark, marks }, places] = [marksOn(clock), [new Place(), new Place()]];
  places.forEach(mark);
  marks.clear();
  expect(places.map(({ lit }) => lit)).toEqual([false, false]);
  expect(clock.pending).toBe(0);
});
