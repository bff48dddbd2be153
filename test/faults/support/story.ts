/** What happens in a story (reliability G18): steps as plain data, made by fast-check from a seed. */
import fc from 'fast-check';
import type { EngineName } from './engine.js';

/** Which tabs a step can be taken in: in those that are not frozen, or in any. */
type Needs = 'awake' | 'any';

interface Kind {
  readonly needs: Needs;
  /** How often it comes, among all others; 0 for what is put in besides. */
  readonly weight: number;
}

/** Every kind of step. */
const KINDS = {
  'save new': { needs: 'awake', weight: 28 },
  'open in an editor': { needs: 'awake', weight: 28 },
  'save what was edited': { needs: 'awake', weight: 32 },
  'save without base': { needs: 'awake', weight: 10 },
  delete: { needs: 'awake', weight: 8 },
  'set default': { needs: 'awake', weight: 12 },
  'clear all': { needs: 'awake', weight: 2 },
  'save settings': { needs: 'awake', weight: 16 },
  import: { needs: 'awake', weight: 8 },
  'the design’s class saves in the tab': { needs: 'awake', weight: 12 },
  'the design’s class saves in its own': { needs: 'any', weight: 20 },
  'the design’s class saves settings': { needs: 'any', weight: 6 },
  reload: { needs: 'awake', weight: 6 },
  'tab killed': { needs: 'any', weight: 6 },
  freeze: { needs: 'awake', weight: 7 },
  thaw: { needs: 'any', weight: 20 },
  'localStorage.clear()': { needs: 'awake', weight: 6 },
  'localStorage full': { needs: 'awake', weight: 6 },
  'localStorage emptied': { needs: 'awake', weight: 10 },
  'database upgraded': { needs: 'any', weight: 6 },
  'connection closed': { needs: 'awake', weight: 12 },
  'browser killed': { needs: 'any', weight: 0 },
} as const satisfies Record<string, Kind>;

/** What a step is called. */
export type StepName = keyof typeof KINDS;

/** One step: plain data, so that a story can be printed. */
export interface Step {
  readonly name: StepName;
  readonly tab: number;
  readonly id: string;
  /** Whether what is saved becomes the default, and where a step has two ways, which. */
  readonly chosen: boolean;
  /** How long the next step waits, in milliseconds. What was begun goes on meanwhile. */
  readonly pauseMs: number;
}

/** How many tabs have the library open. */
export const TABS = 3;

/** Few, so that everyone meets. One of them is a trap. */
export const IDS: readonly string[] = ['a', 'b', 'c', '__proto__'];

/** What cannot be made to happen: Firefox has no protocol to freeze a tab. */
const MISSING: Record<EngineName, readonly StepName[]> = { chromium: [], firefox: ['freeze', 'thaw'] };

/** Every kind of step that an engine can take. */
export function stepNames(engine: EngineName): StepName[] {
  return (Object.keys(KINDS) as StepName[]).filter((name) => !MISSING[engine].includes(name));
}

/** What a step needs of its tab. */
export function needsOf({ name }: Step): Needs {
  return KINDS[name].needs;
}

/** How many stories there are to one in which the browser is killed: starting it takes seconds. */
const STORIES_PER_CRASH = 5;

/** The story of a seed, always the same: 20 to 60 steps. */
export function storyOf(seed: number, engine: EngineName): Step[] {
  const hasCrash = seed % STORIES_PER_CRASH === 0;
  const names = stepNames(engine).map((name) => ({ arbitrary: fc.constant(name), weight: KINDS[name].weight }));
  const step = stepCalled(fc.oneof(...names));
  const crash = fc.tuple(fc.nat(), stepCalled(fc.constant('browser killed')));
  const steps = fc.integer({ min: 20, max: 60 }).chain((length) => fc.array(step, fixed(length)));
  // Left alone, fast-check would make many of them short.
  const story = fc
    .tuple(steps, crash)
    .map(([all, [at, killed]]) => (hasCrash ? all.with(at % all.length, killed) : all));
  return fc.sample(fc.noBias(story), { seed, numRuns: 1 }).flat();
}

function stepCalled(name: fc.Arbitrary<StepName>): fc.Arbitrary<Step> {
  return fc.record({
    name,
    tab: fc.nat(TABS - 1),
    id: fc.constantFrom(...IDS),
    chosen: fc.boolean(),
    pauseMs: fc.constantFrom(0, 0, 0, 1, 5, 20, 180),
  });
}

function fixed(length: number): fc.ArrayConstraints {
  return { minLength: length, maxLength: length, size: 'max' };
}

/** A step in one line. */
export function stepInWords({ name, tab, id, chosen, pauseMs }: Step): string {
  return `${name} (tab ${tab}, ${id}${chosen ? ', chosen' : ''}; ${pauseMs} ms)`;
}
