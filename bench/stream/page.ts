/** A page with one contender, which the benchmark starts, reads and stops. */
import { CONTENDERS, type Contender } from './contenders.js';
import { Screen } from './screen.js';

let contender: Contender | undefined;
let screen: Screen | undefined;

/** Makes the contender of this page. */
function prepare(name: string, wsUrl: string): void {
  const place = document.querySelector<HTMLElement>('#screen');
  const make = CONTENDERS[name];
  if (place === null || make === undefined) throw new Error(`There is no contender ${name}.`);
  screen = new Screen(place);
  contender = make(wsUrl, screen);
}

/** Frames so far, and the ages of what was shown since the last time. */
async function read(): Promise<{ readonly frames: number; readonly ages: number[] }> {
  return { frames: (await contender?.frames()) ?? 0, ages: screen?.takeAges() ?? [] };
}

/** Shows what the contender knows from now on, or nothing. */
function show(isOn: boolean): void {
  if (screen !== undefined) screen.isOn = isOn;
}

Object.assign(globalThis, {
  streamBench: {
    names: Object.keys(CONTENDERS),
    prepare,
    start: () => contender?.start(),
    stop: () => contender?.stop(),
    read,
    show,
  },
});
