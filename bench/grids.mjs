/**
 * `npm run bench -- grids`: what the node grid costs beside a hand-written floor, AG Grid, RevoGrid, regular-table,
 * Perspective and Tabulator (performance P6 to P11), on the same page with the same values, in one run. The others are
 * installed into bench/peers when they are missing. Each contender has a page and a process of its own, they take turns,
 * and what counts is the processor time of the main thread as the kernel tells it, less that of a page without a table.
 *
 * - `bursts`: ten bursts a second change 10 % or all of 100 to 100,000 rows, which are sorted by throughput all the time:
 *   cost of a burst, bursts done, frames dropped, memory. After every turn the rows in sight are read from the page and
 *   compared with a model; whoever shows something wrong ends the run with his name.
 * - `mount`: the first picture.
 *
 * Prints the figures and the goals, and writes them to bench/results/grids.json. With `--scroll` instead: 100,000 rows of
 * which 10 % change, scrolled by wheel, scrollbar and keys: frames dropped and blank rows; to bench/results/grid-scroll.json.
 *
 * Options:
 * - `--seconds=10`: bursts to each contender, size and share, in five turns; of each gesture 4. These are the defaults.
 * - `--rows=1000,10000`: only these sizes. `--share=10,100`: only these percentages.
 * - `--part=bursts`: only this part.
 * - `--only=aurigraph,AG`: only contenders with one of these in their name, and those that others are measured in.
 *   Only they are installed and bundled.
 */
import { parseArgs } from 'node:util';
import { measureBursts } from './grids/bursts.mjs';
import { CONTENDERS, FLOOR, NOTHING } from './grids/contenders.mjs';
import { measureMount } from './grids/mount.mjs';
import { measureScroll } from './grids/scroll.mjs';
import { openStage } from './grids/stage.mjs';
import { writeResults } from './report.mjs';
import { peerVersions } from './stage/peers.mjs';
import { runParts } from './stage/run-parts.mjs';

const ROUNDS = 5;
const SIZES = [100, 1_000, 10_000, 100_000];
const PERCENTAGES = [10, 100];
const SCROLLED = { rows: [100_000], percentages: [10], seconds: 4 };

const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    rows: { type: 'string' },
    share: { type: 'string' },
    part: { type: 'string' },
    only: { type: 'string' },
    scroll: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const sizes = numbersOf(values.rows) ?? (values.scroll ? SCROLLED.rows : SIZES);
const percentages = numbersOf(values.share) ?? (values.scroll ? SCROLLED.percentages : PERCENTAGES);
const totalMs = Number(values.seconds ?? (values.scroll ? SCROLLED.seconds : 10)) * 1_000;
const contenders = CONTENDERS.filter(({ name }) => name === NOTHING || name === FLOOR || isAskedFor(name));
const each = (measure) => sizes.flatMap((rows) => percentages.map((percent) => measure(rows, percent)));
const parts = values.scroll
  ? {
      scroll: each(
        (rows, percent) => (stage) => measureScroll(stage, contenders, { rows, percent, gestureMs: totalMs }),
      ),
    }
  : {
      bursts: each(
        (rows, percent) => (stage) => measureBursts(stage, contenders, { rows, percent, totalMs, rounds: ROUNDS }),
      ),
      mount: sizes.map((rows) => (stage) => measureMount(stage, contenders, { rows, rounds: ROUNDS })),
    };
const chosen = values.part?.split(',') ?? Object.keys(parts);
const isSense =
  totalMs > 0 &&
  sizes.every((rows) => Number.isInteger(rows) && rows > 0) &&
  percentages.every((percent) => percent > 0 && percent <= 100) &&
  chosen.every((part) => part in parts);
if (!isSense) throw new Error('There is no such run.');

await runParts({ contenders, openStage, parts, chosen, report });

function report({ browser, goals, found }) {
  console.log('The goals are P6 to P11 of the performance document; bench/grids.mjs says how each is measured.');
  const { rows, share, part, only } = values;
  // Part of the whole is a look, and no result.
  if ([rows, share, part, only].some((option) => option !== undefined)) return;
  const about = { browser, versions: peerVersions(), secondsOfEach: totalMs / 1_000, rounds: ROUNDS };
  writeResults(values.scroll ? 'grid-scroll' : 'grids', { ...about, goals, ...found });
}

function numbersOf(list) {
  return list?.split(',').map(Number);
}

function isAskedFor(name) {
  return values.only === undefined || values.only.split(',').some((word) => name.includes(word));
}
