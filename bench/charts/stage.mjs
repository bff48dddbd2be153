/** The stage for charts: a page with one or many of them, which must have drawn in the end what can be seen. */
import { openStage as openAnyStage } from '../stage/stage.mjs';
import { NOTHING } from './contenders.mjs';

/** Charts of a page that can be seen at most; the others are far below them. */
const SEEN = 5;

/** Bundles the contenders, serves them on loopback and starts a browser. */
export async function openStage(contenders) {
  const stage = await openAnyStage({
    name: 'charts',
    title: 'Charts',
    contenders,
    stylesheets: ['/uplot/uPlot.min.css'],
    folders: { '/uplot/': 'node_modules/uplot/dist' },
  });
  const open = (contender, { charts = 1, ...task }) =>
    stage.open(contender, { charts, ...task }, (actor) => checkPicture(actor, charts));
  return { ...stage, open };
}

/** Throws where a page does not show what it should have shown. */
async function checkPicture(actor, charts) {
  const { seen, drawn } = await actor.do('picture');
  const wanted = actor.name === NOTHING ? 0 : seen;
  if (drawn < wanted || seen !== Math.min(charts, SEEN))
    throw new Error(`${actor.name} drew ${drawn} of ${wanted} charts, and ${seen} could be seen.`);
}
