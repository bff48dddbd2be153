/** The stage for tables: a page with one of them, and with it the size of its box. */
import { openStage as openAnyStage } from '../stage/stage.mjs';
import { NOTHING } from './contenders.mjs';

/** Size of a table with its header and height of a row, in CSS pixels. */
const BOX = { width: 1_200, height: 600, rowHeight: 28 };

/** How long those are waited for who draw when they think fit, and anyone's first picture, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Bundles the contenders, serves them on loopback and starts a browser. */
export async function openStage(contenders) {
  const stage = await openAnyStage({
    name: 'grids',
    title: 'Grids',
    contenders,
    folders: { '/peers/': 'bench/peers/node_modules' },
    scrollbars: true,
  });
  return { ...stage, open: (contender, task) => stage.open(contender, { box: BOX, ...task }) };
}

/** Makes a contender's table, and throws where it does not show what it has to show. */
export async function mountGrid(actor) {
  const { answer, cpuMs } = await actor.measure('mount', actor.name === NOTHING ? 0 : PATIENCE_MS);
  return { ...seen(actor.name, answer), cpuMs };
}

/** Looks at what a contender shows, and throws where that is wrong. Those who draw when they think fit come to rest. */
export async function checkGrid(actor, { rests }) {
  return seen(actor.name, await actor.do('check', rests === undefined ? 0 : PATIENCE_MS));
}

function seen(name, finding) {
  if (finding.wrong !== undefined && name !== NOTHING)
    throw new Error(`${name} shows something wrong: ${finding.wrong}.`);
  return finding;
}
