/**
 * Compares pictures of charts and cards with those of `test/visual/pictures`. Run behind the storybook step.
 *
 * - `npm run test:visual`: compares; what differs is kept in `.cache/visual` with its difference in red
 * - `npm run test:visual -- --update`: takes the pictures anew
 * - `npm run test:visual -- finality rtl`: only those whose names have all these words, for either
 *
 * VISUAL_SHARES=1 prints of each by how much it differs. Text looks as the system draws it, so that the pictures are those of Linux: elsewhere nothing is compared.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { findBrowser } from './browser.mjs';
import { byTurns } from './by-turns.mjs';
import { root } from './project.mjs';
import { startStaticServer } from './static-server.mjs';
import { compare } from './visual/compare.mjs';
import { pictures } from './visual/pictures.mjs';
import { openStage } from './visual/stage.mjs';

const baselines = join(root, 'test/visual/pictures');
const kept = join(root, '.cache/visual');

/** How many browsers share the pictures, each with a page of its own. */
const STAGES = 2;

const words = process.argv.slice(2);
const update = words.includes('--update');
const chosen = pictures.filter(({ name }) => words.every((word) => word.startsWith('--') || name.includes(word)));
const counts = { passed: 0, failed: 0, skipped: 0 };

if (process.platform === 'linux' || update) await run();
else skip();
report();

async function run() {
  rmSync(kept, { recursive: true, force: true });
  for (const folder of [baselines, kept]) mkdirSync(folder, { recursive: true });
  const server = await startStaticServer({ folders: { '/': join(root, 'storybook-static') }, policy: '' });
  const stages = [];
  try {
    const browser = await findBrowser();
    for (let index = 0; index < STAGES; index += 1) stages.push(await openStage(browser, server.url));
    await byTurns(stages, chosen, take);
  } finally {
    for (const stage of stages) await stage.close();
    await server.close();
  }
  if (chosen.length === pictures.length) tidy();
}

async function take(stage, picture) {
  const problem = await stage
    .photograph(picture)
    .then((bytes) => judge(picture.name, PNG.sync.read(bytes)))
    .catch((error) => error.message);
  counts[problem === undefined ? 'passed' : 'failed'] += 1;
  if (problem !== undefined) console.error(`${picture.name} ${problem}`);
}

/** What is wrong with a picture, in words; nothing where it looks like its baseline, or becomes it. */
function judge(name, actual) {
  const file = join(baselines, `${name}.png`);
  if (!existsSync(file) && !update) {
    write(join(kept, `${name}.actual.png`), actual);
    return `has no baseline; to make it: npm run test:visual -- --update ${name}`;
  }
  const result = existsSync(file) ? compare(PNG.sync.read(readFileSync(file)), actual) : { same: false };
  if (process.env.VISUAL_SHARES) console.log(`${name} ${((result.share ?? 1) * 100).toFixed(3)} %`);
  if (update) return result.share === 0 ? undefined : write(file, actual);
  if (result.same) return undefined;
  write(join(kept, `${name}.actual.png`), actual);
  if (result.difference) write(join(kept, `${name}.difference.png`), result.difference);
  return result.sentence;
}

/** As small as a PNG gets: there are many. */
function write(file, { width, height, data }) {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  writeFileSync(file, PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 0, filterType: 0 }));
}

/** Baselines of pictures that are not taken any more. */
function tidy() {
  const names = new Set(pictures.map(({ name }) => `${name}.png`));
  for (const file of readdirSync(baselines).filter((entry) => !names.has(entry))) {
    if (update) rmSync(join(baselines, file));
    else console.error(`${file} belongs to no picture; npm run test:visual -- --update removes it`);
    if (!update) counts.failed += 1;
  }
}

function skip() {
  counts.skipped = chosen.length;
  console.log('The pictures are those of Linux, where text looks different: nothing is compared here.');
}

function report() {
  const taken = counts.passed + counts.failed;
  if (taken > 0) console.log(`${counts.passed} of ${taken} pictures ${update ? 'are up to date' : 'look as before'}.`);
  if (counts.failed > 0) console.log('What differs is in .cache/visual.');
  if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 || chosen.length === 0 ? 1 : 0;
}
