/** A page with charts of one contender, which the benchmark fills, starts and reads. */
import { nextFrame } from '../stage/frames.js';
import type { Chart, Frame, Mount } from './contender.js';
import { pushEachFrame, pushSoOften } from './push.js';
import { RandomWalk } from './random-walk.js';

/** What a page is asked to show. */
interface Task {
  /** Address of the contender's module. */
  readonly module: string;
  readonly charts: number;
  readonly lines: number;
  readonly points: number;
  /** From the first point of the window to its end, in milliseconds. */
  readonly windowMs: number;
  readonly frame: Frame;
}

/** Charts that can be seen; the others are far below them. */
const SEEN = 5;

/** Frames after the first picture that still count as its cost, for those who finish it later. */
const LATER_FRAMES = 12;

let start: () => void = () => undefined;
let charts: Chart[] = [];
let walk: RandomWalk | undefined;

/** Makes everything ready for the charts, but for the charts. */
async function prepare({ module, charts: count, lines, points, windowMs, frame }: Task): Promise<void> {
  const { mount }: { mount: Mount } = await import(/* @vite-ignore */ module);
  const walking = (walk = new RandomWalk(lines, windowMs / points));
  const given = walking.take(points);
  const places = makePlaces(count);
  await nextFrame();
  start = () => (charts = places.map((place) => mount(place, frame, given)));
}

/** Makes the charts, waits for their first picture, and tells how long that took in milliseconds. */
async function mount(): Promise<number> {
  await nextFrame();
  const begin = performance.now();
  start();
  do await nextFrame();
  while (charts[0]?.isDrawn?.() === false);
  const tookMs = performance.now() - begin;
  for (let frame = 0; frame < LATER_FRAMES; frame += 1) await nextFrame();
  return tookMs;
}

/** Pushes a moment to every chart. */
function push(): void {
  const moment = walk?.next();
  if (moment !== undefined) for (const chart of charts) chart.push(moment.time, moment.values);
}

function makePlaces(count: number): HTMLElement[] {
  const stage = document.createElement('div');
  const below = document.createElement('div');
  stage.className = count > 1 ? 'many' : 'one';
  below.className = 'many below';
  document.body.append(stage, below);
  return Array.from({ length: count }, (_, index) => {
    const place = document.createElement('div');
    (index < SEEN ? stage : below).append(place);
    return place;
  });
}

/** How many charts can be seen, and how many have drawn something with a colour. To be asked last: it costs much. */
function picture(): { readonly seen: number; readonly drawn: number; readonly widest: number } {
  const places = [...document.querySelectorAll<HTMLElement>('.one > div, .many > div')];
  const canvases = places.map((place) => canvasesIn(place));
  return {
    seen: places.filter((place) => place.getBoundingClientRect().top < innerHeight).length,
    drawn: places.filter((place, index) => (canvases[index] ?? []).some(hasColour) || hasPath(place)).length,
    widest: Math.max(0, ...canvases.flat().map(({ width }) => width)),
  };
}

function canvasesIn(place: HTMLElement): HTMLCanvasElement[] {
  const own = place.firstElementChild?.shadowRoot ?? place;
  return [...own.querySelectorAll('canvas')];
}

function hasColour(canvas: HTMLCanvasElement): boolean {
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0, opacity = 0] = [data[at], data[at + 1], data[at + 2], data[at + 3]];
    if (opacity > 0 && Math.max(red, green, blue) - Math.min(red, green, blue) > 40) return true;
  }
  return false;
}

function hasPath(place: HTMLElement): boolean {
  return [...place.querySelectorAll('path')].some((path) => (path.getAttribute('d') ?? '').length > 100);
}

Object.assign(globalThis, {
  bench: {
    prepare,
    mount,
    pushEachFrame: (durationMs: number) => pushEachFrame(push, durationMs),
    pushSoOften: (durationMs: number, perSecond: number) => pushSoOften(push, durationMs, perSecond),
    picture,
  },
});
