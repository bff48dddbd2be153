/** A page with a table of one contender, which the benchmark fills, changes and reads. */
import { nextFrame } from '../stage/frames.js';
import { Bursts, delay, type Sent } from './bursts.js';
import type { Box, Contender, Grid } from './contender.js';
import { inkless, type Strip } from './ink.js';
import { Model, type Finding } from './model.js';
import { ScrollWatch } from './scroll-watch.js';
import { Workload } from './workload.js';

/** What a page is asked to show. */
interface Task {
  /** Address of the contender's module. */
  readonly module: string;
  readonly rows: number;
  /** How many of them a burst changes, 0 to 1. */
  readonly share: number;
  readonly box: Box;
}

/** Frames after the first picture that still count as its cost, for those who finish it later. */
const LATER_FRAMES = 12;

/** From one look to the next while a table comes to rest, in milliseconds. */
const LOOK_EVERY_MS = 50;

let start: () => Promise<void> = () => Promise.resolve();
let grid: Grid<unknown> | undefined;
let model = new Model([]);
let bursts = new Bursts([]);

/** Makes everything ready for the table, but for the table. */
async function prepare({ module, rows, share, box }: Task): Promise<void> {
  const contender: Contender<unknown> = await import(/* @vite-ignore */ module);
  await Promise.all((contender.styles ?? []).map(loadStyles));
  await contender.prepare?.();
  const workload = new Workload(rows);
  model = new Model(workload.records);
  // Some keep the records that they get, and write to them.
  const { shape = (records) => records.map((record) => ({ ...record })) } = contender;
  const given = shape(workload.records);
  bursts = new Bursts(
    workload.bursts(share).map((records) => ({ records, given: contender.shape?.(records) ?? records })),
  );
  const place = document.createElement('div');
  place.id = 'place';
  document.body.append(place);
  if (model.order.length !== rows) throw new Error('The model is not complete.');
  await nextFrame();
  start = async () => void (grid = await contender.mount(place, box, given));
}

/** Makes the table, waits until it shows what it has to show, and tells how long that took in milliseconds. */
async function mount(patienceMs: number): Promise<Finding & { readonly tookMs: number }> {
  await nextFrame();
  const begin = performance.now();
  await start();
  let finding: Finding;
  do {
    await nextFrame();
    finding = look();
  } while (finding.wrong !== undefined && performance.now() - begin < patienceMs);
  const tookMs = performance.now() - begin;
  for (let frame = 0; frame < LATER_FRAMES; frame += 1) await nextFrame();
  return { ...finding, tookMs };
}

/** Changes the table for a while. */
async function change(durationMs: number): Promise<Sent> {
  if (grid === undefined) throw new Error('There is no table yet.');
  const { sent, records } = await bursts.send(grid, durationMs);
  for (const burst of records) model.update(burst);
  return sent;
}

/**
 * Looks whether the table shows what it has to show, where the first row in sight is so many rows from the top. One that draws when it thinks fit is looked at again, until it is
 * right or the patience is over; anyone else has had his frames.
 */
async function check(patienceMs: number, first = 0): Promise<Finding> {
  const end = performance.now() + patienceMs;
  await nextFrame();
  await nextFrame();
  let finding = look(first);
  while (finding.wrong !== undefined && performance.now() < end) {
    await delay(LOOK_EVERY_MS);
    finding = look(first);
  }
  return finding;
}

function look(first = 0): Finding {
  return grid === undefined ? { rows: 0, wrong: 'it is not there' } : model.look(grid, first);
}

function loadStyles(address: string): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = address;
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`There are no styles at ${address}.`));
    document.head.append(link);
  });
}

/** Where the table is and what has its scrollbar, for a hand that scrolls it. */
function places(): ReturnType<ScrollWatch['places']> {
  return scrolling().places();
}

function scrolling(): ScrollWatch {
  if (grid === undefined) throw new Error('There is no table yet.');
  return new ScrollWatch(grid);
}

/** Changes the table for a while during which it is scrolled. */
async function changeScrolling(durationMs: number): Promise<Sent & { readonly rowsMoved: number }> {
  const watch = scrolling();
  const stop = watch.follow();
  const sent = await change(durationMs);
  return { ...sent, rowsMoved: stop() };
}

Object.assign(globalThis, {
  bench: {
    prepare,
    mount,
    change,
    check,
    places,
    changeScrolling,
    scrollToTop: () => scrolling().toRow(0),
    scrollToRow: (row: number) => scrolling().toRow(row),
    inkless: (picture: string, strip: Strip) => inkless(picture, strip),
  },
});
