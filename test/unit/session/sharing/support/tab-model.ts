import type { Heard } from '../../../../../src/session/sharing/heard.js';
import {
  follows,
  nextTick,
  outside,
  step,
  type Effect,
  type Leadership,
  type LeadershipEvent,
} from '../../../../../src/session/sharing/leadership.js';
import { isAfter, NO_TERM, type Term } from '../../../../../src/session/sharing/term.js';

/** How often a leader posts values in the model, in milliseconds. */
const BATCH_MS = 250;

interface Task {
  readonly at: number;
  readonly run: () => void;
}

/** One tab of the model: the reducer, and nothing else of the real thing. */
export class ModelTab {
  state: Leadership;
  life: 'running' | 'frozen' | 'dead' = 'running';
  /** What arrived while it was frozen. */
  readonly waiting: LeadershipEvent[] = [];
  /** Terms of the batches it applied, in their order, without repetitions. */
  readonly applied: Term[] = [];
  /** Terms it led in. */
  readonly led: Term[] = [];
  batchAt = 0;

  constructor(id: string, hasLocks: boolean, visible: boolean, rank: number) {
    this.state = outside(id, hasLocks, visible, rank);
  }

  get id(): string {
    return this.state.id;
  }
}

/** How a message travels: milliseconds it takes; one for each copy that arrives. */
export type Post = () => readonly number[];

/** Tabs of one origin on one clock, with a lock manager as browsers have it, and a channel that is as bad as told. */
export class TabModel {
  now = 0;
  readonly tabs: ModelTab[] = [];
  /** Numbers of terms in which two living tabs led at once. */
  readonly shared = new Set<number>();
  /** Broken promises, as sentences. */
  readonly faults: string[] = [];
  #tasks: Task[] = [];
  #holder: ModelTab | undefined;
  #queue: ModelTab[] = [];

  constructor(
    readonly hasLocks: boolean,
    public delays: Post,
  ) {}

  /** @param rank how new the tab's library is */
  join(id: string, visible = true, rank = 1): ModelTab {
    const tab = new ModelTab(id, this.hasLocks, visible, rank);
    this.tabs.push(tab);
    this.#tell(tab, { type: 'join' });
    return tab;
  }

  /** The tab is closed as a person closes it. */
  leave(tab: ModelTab): void {
    if (tab.life !== 'running') return;
    this.#tell(tab, { type: 'leave' });
  }

  /** The tab comes back from the back-forward cache. */
  rejoin(tab: ModelTab): void {
    if (tab.life === 'running') this.#tell(tab, { type: 'join' });
  }

  /** The tab's process ends without a word; the browser lets its lock go. */
  kill(tab: ModelTab): void {
    tab.life = 'dead';
    this.#release(tab);
  }

  /** The tab stops without a word, and keeps its lock. */
  freeze(tab: ModelTab): void {
    if (tab.life === 'running') tab.life = 'frozen';
  }

  /** The tab goes on; what came meanwhile comes now, before or after its timers. */
  thaw(tab: ModelTab, timersFirst: boolean): void {
    if (tab.life !== 'frozen') return;
    tab.life = 'running';
    if (timersFirst) this.#turn(tab);
    for (const event of tab.waiting.splice(0)) this.#tell(tab, event);
  }

  show(tab: ModelTab, visible: boolean): void {
    if (tab.life === 'running') this.#tell(tab, { type: 'visibility', visible });
  }

  /** Lets time pass in steps of 10 ms. */
  advance(ms: number): void {
    for (const end = this.now + ms; this.now < end;) {
      this.now += 10;
      const due = this.#tasks.filter(({ at }) => at <= this.now);
      this.#tasks = this.#tasks.filter(({ at }) => at > this.now);
      for (const { run } of due) run();
      for (const tab of this.tabs) if (tab.life === 'running') this.#turn(tab);
    }
  }

  get living(): ModelTab[] {
    return this.tabs.filter(({ life, state }) => life === 'running' && state.role !== 'away');
  }

  get leaders(): ModelTab[] {
    return this.living.filter(({ state }) => state.role === 'leader');
  }

  #turn(tab: ModelTab): void {
    const due = nextTick(tab.state);
    if (due !== undefined && due <= this.now) this.#tell(tab, { type: 'tick' });
    if (tab.state.role !== 'leader' || this.now - tab.batchAt < BATCH_MS) return;
    // As the real leader does before it posts anything: an event, so that it may find out that it slept.
    this.#tell(tab, { type: 'tick' });
    if (tab.state.role !== 'leader') return;
    tab.batchAt = this.now;
    this.#post(tab, { type: 'post', word: 'batch' });
  }

  #tell(tab: ModelTab, event: LeadershipEvent): void {
    if (tab.life === 'frozen') return void tab.waiting.push(event);
    if (tab.life === 'dead') return;
    const before = tab.state;
    const [state, effects] = step(before, event, this.now);
    tab.state = state;
    this.#judge(tab, before);
    for (const effect of effects) this.#do(tab, effect);
    if (event.type === 'hear' && event.heard.word === 'batch') this.#apply(tab, event.heard);
  }

  #judge(tab: ModelTab, before: Leadership): void {
    const { role, term, holdsLock, id } = tab.state;
    const hasLeftOffice = before.role === 'away' && before.term.leader === id && before.term.number === term.number;
    if (isAfter(before.term, term) && !hasLeftOffice)
      this.faults.push(`${id} went back from term ${before.term.number} to ${term.number}`);
    if (role !== 'leader' || (before.role === 'leader' && before.term === term)) return;
    if (term.leader !== id) this.faults.push(`${id} leads in a term of ${term.leader}`);
    if (this.hasLocks && !holdsLock) this.faults.push(`${id} leads without the lock`);
    const others = this.leaders.filter((other) => other !== tab);
    if (others.some((other) => other.state.term.number === term.number)) this.shared.add(term.number);
    tab.led.push(term);
  }

  #apply(tab: ModelTab, heard: Heard): void {
    if (!follows(tab.state, heard)) return;
    const last = tab.applied.at(-1) ?? NO_TERM;
    if (isAfter(last, heard.term))
      this.faults.push(`${tab.id} took a batch of ${heard.term.number} after ${last.number}`);
    if (last !== heard.term) tab.applied.push(heard.term);
  }

  #do(tab: ModelTab, effect: Effect): void {
    switch (effect.type) {
      case 'post':
        return this.#post(tab, effect);
      case 'wait':
        this.#queue = [...this.#queue.filter((other) => other !== tab), tab];
        return this.#grant();
      case 'release':
        return this.#release(tab);
      case 'steal': {
        const robbed = this.#holder;
        this.#queue = this.#queue.filter((other) => other !== tab);
        this.#holder = tab;
        if (robbed !== undefined && robbed !== tab) this.#later(robbed, { type: 'lost' });
        return this.#later(tab, { type: 'granted' });
      }
    }
  }

  #release(tab: ModelTab): void {
    this.#queue = this.#queue.filter((other) => other !== tab);
    if (this.#holder === tab) this.#holder = undefined;
    this.#grant();
  }

  #grant(): void {
    if (this.#holder !== undefined) return;
    this.#holder = this.#queue.shift();
    if (this.#holder !== undefined) this.#later(this.#holder, { type: 'granted' });
  }

  /** News of locks come a moment later, and only if they are still true then. */
  #later(tab: ModelTab, event: LeadershipEvent): void {
    const run = (): void => {
      if (event.type === 'granted' && this.#holder !== tab) return;
      if (event.type === 'lost' && this.#holder === tab) return;
      this.#tell(tab, event);
    };
    this.#tasks.push({ at: this.now + 10, run });
  }

  #post(from: ModelTab, { word, to }: Extract<Effect, { type: 'post' }>): void {
    const { id, term, visible, rank } = from.state;
    const heard: Heard = { word, from: id, term, visible, rank, to };
    for (const tab of this.tabs) {
      if (tab === from || tab.state.role === 'away') continue;
      for (const delay of this.delays())
        this.#tasks.push({ at: this.now + delay, run: () => this.#tell(tab, { type: 'hear', heard }) });
    }
  }
}
