import type { Heard, Word } from './heard.js';
import { leadsBetter } from './rank.js';
import { isAfter, isSameTerm, MOST_TERMS, NO_TERM, type Term } from './term.js';

/** A leader speaks at least this often, in milliseconds. */
export const BEAT_MS = 1_000;

/** A leader that was silent for so long is replaced, in milliseconds. */
export const SILENCE_MS = 3_000;

/** How long a tab listens before it leads, so that it knows the present term, in milliseconds. */
export const LOOK_MS = 150;

/** Without locks: how long a tab that wants to lead waits for one with a better right, in milliseconds. */
export const CONTEST_MS = 200;

/** A silent leader is asked once before it is replaced, and has so long to answer, in milliseconds. */
const ANSWER_MS = 1_000;

/** Nothing happened for so long: the page was frozen, asleep, or its timers were throttled. In milliseconds. */
const GAP_MS = 2_500;

/** Hidden tabs wait a little longer, so that a visible one takes over; in milliseconds. */
const HIDDEN_WAITS_MS = 300;

/** Tabs that wait for the same silence do not wake at the same moment: up to so many milliseconds apart. */
const SPREAD_MS = 200;

/**
 * What a tab is.
 *
 * - `away`: it takes no part; posts nothing, and hears nothing.
 * - `looking`: it came, or woke, and listens before it does anything.
 * - `follower`: it takes what the leader posts.
 * - `candidate`: there are no locks, and it waits for somebody with a better right.
 * - `leader`: it runs the stream for all.
 */
export type Role = 'away' | 'looking' | 'follower' | 'candidate' | 'leader';

/** What one tab knows about who leads. A value: {@link step} makes the next one. */
export interface Leadership {
  /** Id of this tab. */
  readonly id: string;
  /** Whether there are Web Locks here. There are none on plain http (reliability, finding 8). */
  readonly hasLocks: boolean;
  readonly role: Role;
  /** The latest term that was heard of; it only grows. */
  readonly term: Term;
  readonly holdsLock: boolean;
  /** Whether this tab can be seen, and whether the leader says that it can. */
  readonly visible: boolean;
  readonly leaderVisible: boolean;
  /** How new the library of this tab is, and that of the leader. */
  readonly rank: number;
  readonly leaderRank: number;
  /** When the leader was last heard; where there is none, when waiting for one began. All times are elapsed time. */
  readonly heardAt: number;
  /** When the silent leader was asked whether it is there, if it was. */
  readonly askedAt: number | undefined;
  /** When this role began. */
  readonly since: number;
  /** When anything last happened. */
  readonly seenAt: number;
  /** When this leader last spoke. */
  readonly beatAt: number;
  /** When it last let another tab take over. */
  readonly handedAt: number;
  /** Whether it looks because it led and slept: then it may go on if nobody replaced it. */
  readonly slept: boolean;
}

/** What happens to a tab. */
export type LeadershipEvent = { readonly type: 'join' | 'leave' } | Happening;

/** What happens to a tab while it takes part. */
type Happening =
  | { readonly type: 'tick' | 'granted' | 'lost' }
  | { readonly type: 'visibility'; readonly visible: boolean }
  | { readonly type: 'hear'; readonly heard: Heard };

/** What a tab has to do. `wait` queues for the lock, `steal` takes it from whoever has it. */
export type Effect =
  | { readonly type: 'post'; readonly word: Word; readonly to?: string }
  | { readonly type: 'wait' | 'steal' | 'release' };

/** The next state, and what to do. */
export type Step = readonly [Leadership, readonly Effect[]];

/** A tab that takes no part yet. */
export function outside(id: string, hasLocks: boolean, visible: boolean, rank: number): Leadership {
  const never = -Infinity;
  return {
    ...{ id, hasLocks, visible, role: 'away', term: NO_TERM, holdsLock: false, leaderVisible: true },
    ...{ rank, leaderRank: Infinity },
    ...{
      heardAt: never,
      askedAt: undefined,
      since: never,
      seenAt: never,
      beatAt: never,
      handedAt: never,
      slept: false,
    },
  };
}

/**
 * What follows from an event. Pure: the same in a test, where messages are late, doubled and out of order, as in a
 * browser. Two tabs may for a moment both believe that they lead, as nothing can prevent where one of them is frozen;
 * but never in the same term, and the rest only listen to the later one.
 *
 * @param now elapsed milliseconds
 */
export function step(state: Leadership, event: LeadershipEvent, now: number): Step {
  switch (event.type) {
    case 'join':
      return state.role === 'away' ? join(state, now) : [state, []];
    case 'leave':
      return state.role === 'away' ? [state, []] : leave(state, now);
    case 'visibility':
      if (state.role === 'away') return [{ ...state, visible: event.visible }, []];
      return during(state, event, now);
    default:
      return state.role === 'away' ? [state, []] : during(state, event, now);
  }
}

/** What follows while a tab takes part. */
function during(state: Leadership, event: Happening, now: number): Step {
  const [awake, first] = wake(state, now);
  const [next, then] = react({ ...awake, seenAt: now }, event, now);
  return [next, [...first, ...then]];
}

/** Whether the leader of the present term said something that this tab is to take. */
export function follows({ role, term }: Leadership, { from, term: theirs }: Pick<Heard, 'from' | 'term'>): boolean {
  return role === 'follower' && from === term.leader && isSameTerm(term, theirs);
}

/** Elapsed milliseconds at which a `tick` has something to do; nothing while the tab takes no part. */
export function nextTick(state: Leadership): number | undefined {
  switch (state.role) {
    case 'away':
      return undefined;
    case 'looking':
      return state.since + LOOK_MS;
    case 'candidate':
      return state.since + CONTEST_MS;
    case 'leader':
      return state.beatAt + BEAT_MS;
    case 'follower':
      if (state.askedAt === undefined) return state.heardAt + patience(state) - ANSWER_MS;
      return Math.max(state.heardAt + patience(state), state.askedAt + ANSWER_MS);
  }
}

/** How long this tab bears silence. */
function patience({ id, visible }: Leadership): number {
  return SILENCE_MS + spread(id) + (visible ? 0 : HIDDEN_WAITS_MS);
}

function spread(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_536;
  return sum % SPREAD_MS;
}

function join(state: Leadership, now: number): Step {
  // Whoever led and left does not lead in that term again: it must not come between those who went on.
  const term = state.term.leader === state.id ? { ...state.term, leader: '' } : state.term;
  const joined = { ...look(state, now), seenAt: now, term, holdsLock: false };
  return [joined, [post('hello'), ...(state.hasLocks ? [{ type: 'wait' } as const] : [])]];
}

function leave(state: Leadership, now: number): Step {
  const gone: Leadership = { ...state, role: 'away', holdsLock: false, since: now };
  return [gone, [post('bye'), ...(state.hasLocks ? [{ type: 'release' } as const] : [])]];
}

/**
 * After a while in which nothing happened, everything may be different: a leader looks before it says anything more,
 * and a silence that was only slept through does not count.
 */
function wake(state: Leadership, now: number): Step {
  if (now - state.seenAt < GAP_MS) return [state, []];
  if (state.role === 'follower') return [{ ...state, askedAt: undefined }, []];
  return [{ ...look(state, now), slept: state.slept || state.role === 'leader' }, [post('hello')]];
}

function react(state: Leadership, event: Happening, now: number): Step {
  switch (event.type) {
    case 'tick':
      return tick(state, now);
    case 'granted':
      return granted({ ...state, holdsLock: true }, now);
    case 'lost':
      return lost({ ...state, holdsLock: false }, now);
    case 'visibility':
      return offer({ ...state, visible: event.visible });
    case 'hear':
      return event.heard.from === state.id ? [state, []] : hear(state, event.heard, now);
  }
}

function tick(state: Leadership, now: number): Step {
  if (now < (nextTick(state) ?? Infinity)) return [state, []];
  switch (state.role) {
    case 'looking':
      return looked(state, now);
    case 'candidate':
      return [{ ...state, role: 'leader', since: now, beatAt: now }, [post('beat')]];
    case 'leader':
      return [{ ...state, beatAt: now }, [post('beat')]];
    case 'follower':
      return bearSilence(state, now);
    default:
      return [state, []];
  }
}

/** Nobody leads, as far as was heard. */
function looked(state: Leadership, now: number): Step {
  if (state.holdsLock) return lead(state, now);
  if (!state.hasLocks) return claim(state, now);
  return [follow(state, now, state.since), []];
}

function bearSilence(state: Leadership, now: number): Step {
  if (state.askedAt === undefined) return [{ ...state, askedAt: now }, [post('hello')]];
  if (state.holdsLock) return lead(state, now);
  if (!state.hasLocks) return claim(state, now);
  // A frozen page keeps its lock (reliability T10). If even this is not granted, it is tried again.
  return [{ ...state, askedAt: now }, [{ type: 'steal' }]];
}

/** Whoever had the lock let it go, or died. */
function granted(state: Leadership, now: number): Step {
  return state.role === 'follower' ? lead(state, now) : [state, []];
}

function lost(state: Leadership, now: number): Step {
  const next = state.role === 'leader' ? follow(state, now) : state;
  return [next, [{ type: 'wait' }]];
}

/** Leads at once. */
function lead(state: Leadership, now: number): Step {
  const [opened, effects] = claim(state, now);
  return [{ ...opened, role: opened.role === 'candidate' ? 'leader' : opened.role, beatAt: now }, effects];
}

/** Opens a term of its own. */
function claim(state: Leadership, now: number): Step {
  // Somebody drove the terms to their end. Nobody can lead any more; whoever holds the state ends it.
  if (state.term.number >= MOST_TERMS) return [follow(state, now), []];
  const term: Term = { number: state.term.number + 1, leader: state.id };
  return [{ ...state, role: 'candidate', term, since: now, askedAt: undefined }, [post('claim')]];
}

function hear(state: Leadership, heard: Heard, now: number): Step {
  if (isAfter(heard.term, state.term)) return hearLater(state, heard, now);
  if (!isSameTerm(heard.term, state.term)) return hearEarlier(state, heard);
  if (heard.from === state.term.leader) return hearLeader(state, heard, now);
  return hearOther(state, heard, now);
}

/** A later term: whoever led in an earlier one steps down at once. */
function hearLater(state: Leadership, heard: Heard, now: number): Step {
  const later = { ...state, term: heard.term, leaderVisible: true, leaderRank: Infinity };
  // A hint of somebody who follows. Who only looks goes on looking, for its leader or its end.
  if (state.role === 'looking' && heard.from !== heard.term.leader) return [later, []];
  // The lock goes back into the queue: whoever gets it next opens a term above both.
  const effects: Effect[] = state.holdsLock ? [{ type: 'release' }, { type: 'wait' }] : [];
  const next = { ...follow(later, now), holdsLock: false };
  if (heard.from !== heard.term.leader) return [next, effects];
  const [after, then] = hearLeader(next, heard, now);
  return [after, [...effects, ...then]];
}

/** Somebody does not know the present term: an old leader that woke, or a tab that came. */
function hearEarlier(state: Leadership, { word }: Heard): Step {
  if (word === 'know' || word === 'bye') return [state, []];
  return [state, [post(state.role === 'leader' ? 'beat' : 'know')]];
}

function hearLeader(state: Leadership, heard: Heard, now: number): Step {
  switch (heard.word) {
    case 'bye':
      return leaderLeft(state, now);
    case 'hand':
      if (heard.to !== state.id || state.role !== 'follower') return [state, []];
      return state.hasLocks ? [state, [{ type: 'steal' }]] : lead(state, now);
    case 'claim':
    case 'beat':
    case 'batch': {
      const next = state.role === 'follower' ? state : follow(state, now);
      const leader = { leaderVisible: heard.visible, leaderRank: heard.rank };
      const heardOf = { ...next, heardAt: now, askedAt: undefined, ...leader };
      return heard.word === 'beat' ? offer(heardOf) : [heardOf, []];
    }
    case 'hello':
      // It woke and looks whether somebody has replaced it.
      return [state, [post('know')]];
    default:
      return [state, []];
  }
}

/** With locks, the next in the queue gets it; where that takes a second, it is taken. Without, everybody may try. */
function leaderLeft(state: Leadership, now: number): Step {
  if (state.role !== 'follower') return [state, []];
  if (state.holdsLock) return lead(state, now);
  if (!state.hasLocks) return claim(state, now);
  return [{ ...state, heardAt: now - patience(state), askedAt: now }, []];
}

/** Another tab that knows the same term. */
function hearOther(state: Leadership, heard: Heard, now: number): Step {
  if (heard.word === 'hello' && state.role === 'leader') return [state, [post('beat')]];
  // Of several, one: without locks two of them would take over at once.
  const mayHand = state.role === 'leader' && now - state.handedAt >= BEAT_MS;
  if (heard.word === 'want' && mayHand && leadsBetter(heard, state))
    return [{ ...state, handedAt: now }, [post('hand', heard.from)]];
  // Whoever woke and was not replaced goes on.
  const isMine = state.role === 'looking' && state.slept && state.term.leader === state.id;
  const mayGoOn = isMine && (state.holdsLock || !state.hasLocks);
  if (heard.word === 'know' && mayGoOn) return [{ ...state, role: 'leader', since: now, beatAt: now }, [post('beat')]];
  return [state, []];
}

/** Who leads better than the leader offers to take over. */
function offer(state: Leadership): Step {
  if (state.role === 'leader') return [state, [post('beat')]];
  const leader = { visible: state.leaderVisible, rank: state.leaderRank };
  return [state, state.role === 'follower' && leadsBetter(state, leader) ? [post('want')] : []];
}

function look(state: Leadership, now: number): Leadership {
  return { ...state, role: 'looking', since: now, heardAt: now, askedAt: undefined, slept: false };
}

function follow(state: Leadership, now: number, heardAt = now): Leadership {
  return { ...state, role: 'follower', since: now, heardAt, askedAt: undefined };
}

function post(word: Word, to?: string): Effect {
  return to === undefined ? { type: 'post', word } : { type: 'post', word, to };
}
