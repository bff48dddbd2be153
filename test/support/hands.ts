import { executeServerCommand, sendKeys, sendMouse } from '@web/test-runner-commands';

/** A place in the window, in CSS pixels. */
export type Place = [x: number, y: number];

/** The middle of an element. */
export function middleOf(target: Element): Place {
  const { x, y, width, height } = target.getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
}

/** Moves the pointer over an element. */
export async function point(target: Element): Promise<void> {
  await sendMouse({ type: 'move', position: middleOf(target) });
}

/** Presses a key, or a combination such as Control+End. */
export async function pressKey(combination: string): Promise<void> {
  const keys = combination.split('+');
  const last = keys.pop() ?? '';
  await holding(keys, () => sendKeys({ press: last }));
}

/** Clicks an element, with keys held down as in Shift+Control. */
export async function click(target: Element, held = ''): Promise<void> {
  const keys = held.split('+').filter((key) => key !== '');
  await holding(keys, () => sendMouse({ type: 'click', position: middleOf(target) }));
}

/** Clicks twice, as quickly as a double click is. */
export async function doubleClick(target: Element): Promise<void> {
  const [x, y] = middleOf(target);
  for (const clickCount of [1, 2])
    for (const type of ['mousePressed', 'mouseReleased'])
      await executeServerCommand('input', {
        method: 'Input.dispatchMouseEvent',
        params: { type, x, y, button: 'left', clickCount },
      });
}

/** Presses at one place and moves to another one; the pointer stays down. */
export async function dragTo([x, y]: Place, to: Place): Promise<void> {
  await sendMouse({ type: 'move', position: [x, y] });
  await sendMouse({ type: 'down' });
  await sendMouse({ type: 'move', position: [Math.round((x + to[0]) / 2), y] });
  await sendMouse({ type: 'move', position: to });
}

/** Drags from one place to another one and lets go there. */
export async function drag(from: Place, to: Place): Promise<void> {
  await dragTo(from, to);
  await sendMouse({ type: 'up' });
}

async function holding(keys: readonly string[], run: () => Promise<unknown>): Promise<void> {
  for (const key of keys) await sendKeys({ down: key });
  await run();
  for (const key of keys) await sendKeys({ up: key });
}
