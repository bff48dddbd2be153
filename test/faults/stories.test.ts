import { expect, it, onTestFinished } from 'vitest';
import { describeEngines, size, time, type EngineName } from './support/engine.js';
import { record } from './support/results.js';
import { StoryBites } from './support/story-bites.js';
import { StoryBrowser } from './support/story-browser.js';
import { endStory } from './support/story-end.js';
import { takeStep } from './support/story-steps.js';
import { StoryWorld } from './support/story-world.js';
import { stepInWords, stepNames, storyOf, type StepName } from './support/story.js';

/** Seed of the first story; the following ones have the following numbers. A failure says which one it was. */
const SEED = Number(process.env.AURIGRAPH_SEED ?? 20_260_920);

/** Stories that were played, and what they were like. */
class Stories {
  readonly steps = new Map<StepName, number>();
  readonly deeds = { acknowledged: 0, refused: 0, unknown: 0 };
  readonly bites = new StoryBites();
  readonly wrongs: string[] = [];
  outages = 0;

  constructor(private readonly engine: EngineName) {}

  /** Plays the story of a seed to its end. */
  async play(seed: number, browser: StoryBrowser): Promise<void> {
    const world = await StoryWorld.open(browser);
    const taken: string[] = [];
    for (const step of storyOf(seed, this.engine)) {
      if (!(await takeStep(world, step))) continue;
      this.steps.set(step.name, (this.steps.get(step.name) ?? 0) + 1);
      taken.push(stepInWords(step));
    }
    const wrongs = await endStory(world);
    await world.close();
    this.#add(world);
    if (wrongs.length === 0) return;
    this.wrongs.push([`AURIGRAPH_SEED=${seed} repeats it.`, ...wrongs, ...taken, world.history.toString()].join('\n'));
  }

  /** Kinds of steps that no story had. */
  get missing(): StepName[] {
    return stepNames(this.engine).filter((name) => !this.steps.has(name));
  }

  #add({ history, bites }: StoryWorld): void {
    for (const { state } of history.deeds) if (state !== 'open') this.deeds[state] += 1;
    if (history.hadOutage) this.outages += 1;
    this.bites.add(bites.seen);
  }
}

describeEngines('stories', (chapter) => {
  it(
    'G18: three tabs, the schema design’s class, and everything that goes wrong, end with nothing lost and all the same',
    async () => {
      const { name } = chapter.engine;
      const browser = await StoryBrowser.start(chapter);
      onTestFinished(() => browser.close());
      const stories = new Stories(name);
      const count = size(10, 100);
      const started = performance.now();
      for (let round = 0; round < count; round += 1) await stories.play(SEED + round, browser);
      record('G18', name, {
        seed: SEED,
        stories: count,
        seconds: Math.round((performance.now() - started) / 1_000),
        wrong: stories.wrongs.length,
        'with outage': stories.outages,
        ...stories.deeds,
        ...stories.bites.seen,
        ...Object.fromEntries(stories.steps),
      });
      expect(stories.wrongs).toEqual([]);
      expect(stories.missing).toEqual([]);
      // The faults: each was seen to happen.
      const unseen = Object.entries(stories.bites.seen).filter(([, seen]) => seen === 0);
      expect(unseen.map(([bite]) => bite)).toEqual(name === 'firefox' ? ['freezes seen'] : []);
    },
    time(300_000, 3 * 3_600_000),
  );
});
