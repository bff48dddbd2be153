/** How a story ends (reliability G18): everyone comes to rest, says the same, and nothing that was promised is missing. */
import { isMirrored } from '../../support/history.js';
import { until } from './engine.js';
import type { TabState, Texts } from './page/actor.js';
import type { StoryWorld } from './story-world.js';

/** How long until everyone says the same, in milliseconds: a store that was away is asked again after half a minute. */
const AGREEING_MS = 45_000;

/** Lets everything come to rest and tells what is wrong then; an empty list is what everyone hopes for. */
export async function endStory(world: StoryWorld): Promise<string[]> {
  await world.comeToRest();
  let wrongs: string[] = [];
  let states: TabState[] = [];
  const agree = async (): Promise<boolean> => {
    states = await Promise.all(world.tabs.map(({ page }) => page.evaluate(() => stage.actor.state())));
    wrongs = disagreements(states, await world.outsider.page.evaluate(() => stage.actor.texts));
    return wrongs.length === 0;
  };
  await until(agree, AGREEING_MS).catch((error: unknown) => {
    if (wrongs.length === 0) throw error;
  });
  const [first] = states;
  return first === undefined ? ['there is no tab'] : [...world.history.judge(first), ...world.unsettled(), ...wrongs];
}

/** Where tabs, elements, and the schema design's keys do not say the same. */
function disagreements(states: readonly TabState[], outside: Texts): string[] {
  const [first] = states;
  if (first === undefined) return ['there is no tab'];
  const kept = states.map(({ isShown: _shown, texts: _texts, ...state }) => JSON.stringify(state));
  const wrongs = new Set(kept).size > 1 ? [`the tabs do not agree: ${[...new Set(kept)].join('\n')}`] : [];
  for (const [index, { isShown, durability }] of states.entries()) {
    if (!isShown) wrongs.push(`tab ${index} shows something else`);
    if (durability !== 'durable') wrongs.push(`tab ${index} does not keep things durably: ${durability}`);
  }
  for (const texts of [...states.map((state) => state.texts), outside]) {
    if (!isMirrored(texts.configurations, first.configurations))
      wrongs.push(`aurigraph_configs is ${texts.configurations}, not ${JSON.stringify(first.configurations)}`);
    if (!isMirrored(texts.settings, first.settings))
      wrongs.push(`aurigraph_settings is ${texts.settings}, not ${JSON.stringify(first.settings)}`);
  }
  return wrongs;
}
