/** What each kind of step of a story does (reliability G18). Nothing waits for a deed: they overlap as in real life. */
import { createConfiguration, type Configuration } from '../../../src/domain/configuration.js';
import { defaultSettings } from '../../../src/domain/settings.js';
import { SETTINGS, type Deed } from '../../support/history.js';
import type { OutsideSave, Reading } from './page/actor.js';
import { needsOf, type Step, type StepName } from './story.js';
import type { StoryTab } from './story-tab.js';
import type { StoryWorld } from './story-world.js';

/** How many saves are under way in a tab that is killed. */
const SAVES_IN_THE_MIDDLE = 4;

/** Takes a step. Gives `false` if there is nothing to do. */
type Take = (world: StoryWorld, tab: StoryTab, step: Step) => Promise<boolean | void> | boolean | void;

const TAKE: Record<StepName, Take> = {
  'save new': (world, tab, { id, chosen }) => save(world, tab, made(id, chosen), { base: 0, knew: null }),
  'open in an editor': (_world, tab, { id }) => void open(tab, id),
  'save what was edited': saveEdited,
  'save without base': (world, tab, { id, chosen }) => save(world, tab, made(id, chosen)),
  delete: (world, tab, { id }) => world.begin(tab, { what: 'delete', id }, { what: 'delete', id }),
  'set default': (world, tab, { id }) => world.begin(tab, { what: 'choose', id }, { what: 'choose', id }),
  'clear all': (world, tab) => world.begin(tab, { what: 'clear', id: '*' }, { what: 'clear' }),
  'save settings': saveSettings,
  import: importFile,
  'the design’s class saves in the tab': (world, tab, step) => saveOutside(world, tab, step),
  'the design’s class saves in its own': (world, _tab, step) => saveOutside(world, world.outsider, step),
  'the design’s class saves settings': (world) => saveSettingsOutside(world),
  reload: (world, _tab, { tab }) => world.reload(tab),
  'tab killed': (world, tab, step) => world.kill(step.tab, () => inTheMiddle(world, tab.isFrozen ? [] : [tab], step)),
  freeze: (_world, tab) => tab.freeze(),
  thaw,
  'localStorage.clear()': clear,
  'localStorage full': fill,
  'localStorage emptied': (_world, { page }) => page.evaluate(() => stage.faults.emptyLocalStorage()),
  'database upgraded': upgrade,
  'connection closed': (_world, { page }) => page.evaluate(() => stage.faults.closeTapped()),
  'browser killed': (world, _tab, step) => world.crash(() => inTheMiddle(world, world.awake, step)),
};

/** Takes one step, in the next tab where that one is frozen, and tells whether it could be taken. */
export async function takeStep(world: StoryWorld, planned: Step): Promise<boolean> {
  const step = needsOf(planned) === 'any' ? planned : { ...planned, tab: nextAwake(world, planned.tab) };
  const tab = world.tabs[step.tab];
  if (tab === undefined) return false;
  const taken = await TAKE[step.name](world, tab, step);
  await pause(step.pauseMs);
  return taken !== false;
}

/** The first tab from one on that is not frozen; -1 if all are. */
function nextAwake({ tabs }: StoryWorld, from: number): number {
  const turn = [...tabs.keys()].map((index) => (from + index) % tabs.length);
  return turn.find((index) => tabs[index]?.isFrozen === false) ?? -1;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function made(id: string, chosen: boolean): Configuration {
  return { ...createConfiguration({ id, name: 'new', now: Date.now() }), isDefault: chosen };
}

/** Saves under a new marker; with a base it was made from that version, and else it overwrites anything. */
function save(
  world: StoryWorld,
  tab: StoryTab,
  from: Configuration,
  { base, knew }: { base?: number | undefined; knew?: string | null } = {},
): void {
  const marker = world.history.newMarker();
  const configuration = { ...from, name: marker };
  const deed = { what: 'save', id: from.id, marker, base, knew, chosen: from.isDefault } as const;
  world.begin(tab, deed, { what: 'save', configuration, base });
}

/** Saves what an editor has open, whether or not it has changed since: the one with this id, or any; else opens it. */
async function saveEdited(world: StoryWorld, tab: StoryTab, { id }: Step): Promise<boolean> {
  if (editedIn(tab, id) === undefined) await open(tab, id);
  const { configuration = null, revision } = editedIn(tab, id) ?? {};
  if (configuration === null) return false;
  save(world, tab, configuration, { base: revision, knew: configuration.name });
  return true;
}

function editedIn({ editing }: StoryTab, id: string): Reading | undefined {
  return [editing.get(id), ...editing.values()].find(
    (reading) => reading !== undefined && reading.configuration !== null,
  );
}

/** Wakes a frozen tab, whichever it is. */
async function thaw({ tabs }: StoryWorld): Promise<boolean> {
  const frozen = tabs.find(({ isFrozen }) => isFrozen);
  await frozen?.thaw();
  return frozen !== undefined;
}

async function open(tab: StoryTab, id: string): Promise<void> {
  const reading = await tab.page.evaluate((which) => stage.actor.open(which), id).catch(() => undefined);
  // The page died, or no store answered: the editor shows what it had.
  if (reading !== undefined) tab.editing.set(id, reading);
}

/** Half of the time as an edit of what was read last, half of the time over whatever is there. */
function saveSettings(world: StoryWorld, tab: StoryTab, { id, chosen }: Step): void {
  const { settings = null, settingsRevision } = tab.editing.get(id) ?? {};
  const isEdit = chosen && settings !== null;
  const base = isEdit ? settingsRevision : undefined;
  const knew = isEdit ? settings.lastOpenedVersion : undefined;
  const marker = world.history.newMarker();
  const changed = { ...(settings ?? defaultSettings()), lastOpenedVersion: marker };
  world.begin(
    tab,
    { what: 'save', id: SETTINGS, marker, base, knew },
    { what: 'save settings', settings: changed, base },
  );
}

/** Over whatever the preview found; whatever changed since makes it a conflict. */
function importFile(world: StoryWorld, tab: StoryTab, { id }: Step): void {
  const marker = world.history.newMarker();
  const file = JSON.stringify(createConfiguration({ id, name: marker, now: Date.now() }));
  world.begin(tab, { what: 'save', id, marker, base: 0 }, { what: 'import', file });
}

async function saveOutside(world: StoryWorld, { page }: StoryTab, { id, chosen }: Step): Promise<void> {
  const marker = world.history.newMarker();
  const configuration = { ...made(id, chosen), name: marker };
  const deed = world.history.begin({ what: 'outside', id, marker, chosen });
  note(deed, await page.evaluate((saved) => stage.actor.saveOutside(saved), configuration));
}

async function saveSettingsOutside({ history, outsider }: StoryWorld): Promise<void> {
  const marker = history.newMarker();
  const deed = history.begin({ what: 'outside', id: SETTINGS, marker });
  const settings = { ...defaultSettings(), lastOpenedVersion: marker };
  note(deed, await outsider.page.evaluate((saved) => stage.actor.saveSettingsOutside(saved), settings));
}

/** What did not fit did not happen. */
function note(deed: Deed, { knew, isFull }: OutsideSave): void {
  deed.knew = knew;
  if (isFull) deed.state = 'refused';
}

/**
 * Tabs that save when whoever kills them comes. Each time something of its own, which nobody else would overwrite: what
 * was promised then has to be there.
 */
async function inTheMiddle(world: StoryWorld, tabs: readonly StoryTab[], { pauseMs, chosen }: Step): Promise<void> {
  for (const tab of tabs) {
    for (let count = 0; count < SAVES_IN_THE_MIDDLE; count += 1)
      save(world, tab, made(`own-${world.history.deeds.length}`, chosen), { base: 0, knew: null });
  }
  await pause(pauseMs);
}

async function clear({ bites }: StoryWorld, { page }: StoryTab): Promise<void> {
  const left = await page.evaluate(() => {
    localStorage.clear();
    return localStorage.length;
  });
  if (left === 0) bites.add({ 'localStorage cleared': 1 });
}

async function fill({ bites }: StoryWorld, { page }: StoryTab): Promise<void> {
  const { error } = await page.evaluate(() => stage.faults.fillLocalStorage());
  if (error.name === 'QuotaExceededError') bites.add({ 'localStorage full': 1 });
}

/** Nobody waits for it: where a frozen tab does not give way, it takes until that is thawed. */
function upgrade({ bites, outsider }: StoryWorld): void {
  outsider.page
    .evaluate(() => stage.actor.upgradeDatabase())
    .then(
      (how) => bites.add({ 'databases upgraded': how === 'open' ? 1 : 0 }),
      // The browser was killed.
      () => undefined,
    );
}
