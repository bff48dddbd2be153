/**
 * The life of a connection as one pure function of its state, an event and the time (reliability 3.7). Times are
 * elapsed milliseconds and are compared with the clock at every event, never counted in ticks: a throttled timer or a
 * sleeping machine cannot fake a failure.
 */
import type { Random } from '../domain/clock.js';
import { nextRetry } from './backoff.js';
import { isTerminal } from './close-codes.js';
import type { FeedPhase } from './feed.js';

/**
 * What is expected of an open connection.
 *
 * - `ping`: the other side answers pings; used where it may have nothing to say by itself.
 * - `expect`: the other side sends by itself, every second or two.
 * - `none`: silence means nothing (the event sockets of protocol 1.3).
 */
export type Heartbeat = 'ping' | 'expect' | 'none';

/** Time between two pings while the page is visible, and while it is hidden, in milliseconds. */
const PING_VISIBLE_MS = 4_000;
const PING_HIDDEN_MS = 25_000;

/** An answer is overdue after this, and given up after twice this: 6 s after the last sign of life at most. */
const ANSWER_MS = 1_000;

/** A frame that should come by itself is overdue, and given up, in milliseconds. */
const FRAME_OVERDUE_MS = 2_500;
const FRAME_DEAD_MS = 6_000;

/** After a sleep or on return to a page, the other side has this long to show that it is there, in milliseconds. */
const PROBE_MS = 1_500;

/** A timer that fires so much too late was slept through, in milliseconds. */
export const SLEPT_MS = 1_000;

/**
 * What came before a sleep and was not yet delivered is delivered within this after it, and proves nothing: taken for an
 * answer, it hid a dead connection until the next ping. In milliseconds.
 */
const BACKLOG_MS = 400;

/** How long opening may take: for the very first attempt, and for later ones, in milliseconds. */
const FIRST_CONNECT_MS = 10_000;
const CONNECT_MS = 4_000;

/** Whoever opens reports in time by itself; if it never does, the attempt is given up so much later, in milliseconds. */
const OPENING_GRACE_MS = 15_000;

/** How long a backend may take to accept a token; it closes by itself after ten seconds (protocol 1.7). */
const AUTHENTICATION_MS = 8_000;

/** So many connections may be tried in any minute, whatever happens (reliability G7). */
const MOST_ATTEMPTS = 8;
const MINUTE_MS = 60_000;

/**
 * Why a connection ended: a close code, or an end of our own making. `refused`: the page may not open the address.
 * `denied`: the backend does not take the token, or there is none.
 */
export type EndReason = number | 'silent' | 'refused' | 'denied' | 'failed';

/** State of a connection. Deadlines are elapsed milliseconds, infinite where there is none. */
export interface Liveness {
  readonly phase: FeedPhase;
  /** Connections in a row that failed or did not last. */
  readonly failures: number;
  /** Whether a connection was ever open. */
  readonly wasOpen: boolean;
  readonly openedAt: number;
  readonly heartbeat: Heartbeat;
  /** Time between two pings in milliseconds where the protocol wants another than ours. */
  readonly pingEveryMs: number | undefined;
  readonly visible: boolean;
  /** From when on a frame is an answer to what was asked and not answered yet; infinite if nothing is. */
  readonly unansweredSince: number;
  readonly pingAt: number;
  readonly suspectAt: number;
  readonly deadAt: number;
  /**
   * Whether the other side is to show that it is still there after a sleep; a second sleep gives it no more time, but it is
   * not given up unasked.
   */
  readonly isProbed: boolean;
  readonly retryAt: number;
  /** Until when the server asked to be left alone; a person may still try. */
  readonly notBefore: number;
  /** When the last attempts began, eight of them at most. */
  readonly attempts: readonly number[];
  /** Why the last connection ended. */
  readonly reason: EndReason | undefined;
}

/** How a connection begins when its socket is open. */
export interface Opening {
  readonly heartbeat: Heartbeat;
  /** Time between two pings in milliseconds; default 4,000, hidden 25,000. */
  readonly pingEveryMs?: number | undefined;
  /** Whether the backend has to take a token before it is live; then `authenticated` is awaited. */
  readonly authenticates?: boolean | undefined;
}

/** What can happen to a connection. */
export type LivenessEvent =
  | { readonly type: 'start' | 'stop' | 'retry' | 'tick' | 'wake' | 'online' | 'offline' }
  | ({ readonly type: 'opened' } & Opening)
  /** The backend took the token. */
  | { readonly type: 'authenticated' }
  /** A frame arrived. */
  | { readonly type: 'life' }
  /** `askedMs`: the delay that the server asked for, if it did. */
  | { readonly type: 'closed'; readonly reason: EndReason; readonly askedMs?: number | undefined }
  | { readonly type: 'visible'; readonly visible: boolean };

/** What has to be done about it. */
export type LivenessEffect =
  | { readonly type: 'open'; readonly timeoutMs: number }
  | { readonly type: 'ping' }
  /** Forget the connection without waiting for it. */
  | { readonly type: 'abandon' };

/** The next state and what to do. */
export interface LivenessStep {
  readonly state: Liveness;
  readonly effects: readonly LivenessEffect[];
}

const NO_DEADLINES = {
  unansweredSince: Infinity,
  pingAt: Infinity,
  suspectAt: Infinity,
  deadAt: Infinity,
  retryAt: Infinity,
};

/** The state before anything happened. */
export function initialLiveness(visible = true): Liveness {
  return {
    ...NO_DEADLINES,
    phase: 'idle',
    failures: 0,
    wasOpen: false,
    openedAt: 0,
    heartbeat: 'none',
    pingEveryMs: undefined,
    visible,
    isProbed: false,
    notBefore: -Infinity,
    attempts: [],
    reason: undefined,
  };
}

/** When something is due without any event, in elapsed milliseconds; infinite if never. Send a `tick` then. */
export function dueAt(state: Liveness): number {
  return Math.min(state.pingAt, state.suspectAt, state.deadAt, state.retryAt);
}

/** What an event at time `at` leads to. */
export function reduceLiveness(state: Liveness, event: LivenessEvent, at: number, random: Random): LivenessStep {
  switch (event.type) {
    case 'start':
      return state.phase === 'idle' ? connect(state, at) : stay(state);
    case 'retry':
      return retry(state, at);
    case 'stop':
      return stop(state);
    case 'opened':
      return state.phase === 'connecting' ? opened(state, event, at) : stay(state);
    case 'authenticated':
      return state.phase === 'authenticating' ? live(state, at) : stay(state);
    case 'life':
      return stay(isOpen(state) ? alive(state, at) : state);
    case 'closed':
      return isOpen(state) || isOpening(state) ? end(state, event.reason, at, random, event.askedMs) : stay(state);
    case 'tick':
      return tick(state, at, random);
    case 'wake':
      return isOpening(state) ? openAnew(state, at) : wake(state, at, random);
    case 'online':
      return wake(state, at, random);
    case 'offline':
      // A hint of the browser: what is open may still be open, so it is watched, not dropped.
      return isOpen(state) ? probe(state, at) : stay(state);
    case 'visible':
      return setVisible(state, event.visible, at, random);
  }
}

function stay(state: Liveness, ...effects: LivenessEffect[]): LivenessStep {
  return { state, effects };
}

function isOpen({ phase }: Liveness): boolean {
  return phase === 'live' || phase === 'suspect';
}

function isOpening({ phase }: Liveness): boolean {
  return phase === 'connecting' || phase === 'authenticating';
}

/** Tries now, or as soon as the attempts of the last minute allow it. */
function connect(state: Liveness, at: number): LivenessStep {
  // The same sum as that of `retryAt`: with another one, rounding could put the try off to this very moment, over and over.
  const recent = state.attempts.filter((attempt) => attempt + MINUTE_MS > at);
  const earliest = recent.at(-MOST_ATTEMPTS);
  if (earliest !== undefined)
    return stay({ ...state, ...NO_DEADLINES, phase: 'backoff', retryAt: earliest + MINUTE_MS });
  const timeoutMs = state.wasOpen || state.failures > 0 ? CONNECT_MS : FIRST_CONNECT_MS;
  const deadAt = at + timeoutMs + OPENING_GRACE_MS;
  const attempts = [...recent, at];
  return stay({ ...state, ...NO_DEADLINES, phase: 'connecting', deadAt, attempts }, { type: 'open', timeoutMs });
}

function retry(state: Liveness, at: number): LivenessStep {
  if (state.phase === 'stopped') return connect({ ...state, failures: 0 }, at);
  return state.phase === 'backoff' || state.phase === 'idle' ? connect(state, at) : stay(state);
}

/** What was tried is kept: stopping and starting over and over is no way around the limit. */
function stop(state: Liveness): LivenessStep {
  const { visible, wasOpen, attempts } = state;
  const stopped = { ...initialLiveness(visible), wasOpen, attempts };
  return isOpen(state) || isOpening(state) ? stay(stopped, { type: 'abandon' }) : stay(stopped);
}

function opened(state: Liveness, { heartbeat, pingEveryMs, authenticates = false }: Opening, at: number): LivenessStep {
  const next = { ...state, heartbeat, pingEveryMs };
  if (!authenticates) return live(next, at);
  return stay({ ...next, ...NO_DEADLINES, phase: 'authenticating', deadAt: at + AUTHENTICATION_MS });
}

function live(state: Liveness, at: number): LivenessStep {
  const begun: Liveness = { ...state, ...NO_DEADLINES, phase: 'live', wasOpen: true, openedAt: at };
  return stay(alive({ ...begun, notBefore: -Infinity, pingAt: nextPing(begun, at) }, at));
}

/** A frame at `at` proves the connection, unless it came too early to be an answer. */
function alive(state: Liveness, at: number): Liveness {
  if (at < state.unansweredSince && state.unansweredSince !== Infinity) return state;
  const expects = state.heartbeat === 'expect';
  return {
    ...state,
    phase: 'live',
    unansweredSince: Infinity,
    pingAt: expects ? Infinity : state.pingAt,
    suspectAt: expects ? at + FRAME_OVERDUE_MS : Infinity,
    deadAt: expects ? at + FRAME_DEAD_MS : Infinity,
    isProbed: false,
  };
}

function end(state: Liveness, reason: EndReason, at: number, random: Random, askedMs?: number): LivenessStep {
  const gone = { ...state, ...NO_DEADLINES, reason, isProbed: false };
  const isFinal = typeof reason === 'number' ? isTerminal(reason) : reason === 'refused' || reason === 'denied';
  if (isFinal) return stay({ ...gone, phase: 'stopped' });
  const livedMs = isOpen(state) ? Math.max(0, at - state.openedAt) : 0;
  // What did not survive a sleep says nothing about the server, so that the first try comes at once.
  const { failures, delayMs } = nextRetry(state.failures, state.isProbed ? Infinity : livedMs, random, askedMs);
  const notBefore = askedMs === undefined || askedMs <= 0 ? -Infinity : at + delayMs;
  return stay({ ...gone, phase: 'backoff', failures, retryAt: at + delayMs, notBefore });
}

function tick(state: Liveness, at: number, random: Random): LivenessStep {
  if (at >= state.retryAt) return connect(state, at);
  // While it is probed, a late timer only makes what is due late: waking again would leave the probe's ping unsent.
  if (at - dueAt(state) > SLEPT_MS && isOpen(state) && !state.isProbed) return wake(state, at, random);
  if (at >= state.deadAt && !isUnasked(state)) return giveUp(state, at, random);
  if (at >= state.suspectAt) return suspect(state, at);
  return at >= state.pingAt ? ping(state, at) : stay(state);
}

function giveUp(state: Liveness, at: number, random: Random): LivenessStep {
  return stay(end(state, 'silent', at, random).state, { type: 'abandon' });
}

function suspect(state: Liveness, at: number): LivenessStep {
  const waiting: Liveness = { ...state, phase: 'suspect', suspectAt: Infinity };
  return state.heartbeat === 'ping' ? ping(waiting, at) : stay(waiting);
}

/** Asks for an answer; where nothing can be asked, the time to listen begins. */
function ping(state: Liveness, at: number): LivenessStep {
  const asked = { ...state, ...answerDeadlines(state, at), pingAt: nextPing(state, at) };
  return state.heartbeat === 'ping' ? stay(asked, { type: 'ping' }) : stay(asked);
}

/** Until when a ping that is sent at `at` is to be answered, unless an earlier one is not answered yet. */
function answerDeadlines(state: Liveness, at: number): Partial<Liveness> {
  if (state.unansweredSince === Infinity)
    return { unansweredSince: at, suspectAt: at + ANSWER_MS, deadAt: at + 2 * ANSWER_MS };
  // The ping of a probe may be sent late; the time for its answer begins with it.
  return isUnasked(state) ? { deadAt: at + probeMs(state) - BACKLOG_MS } : {};
}

/** How long the other side has to show that it is there, in milliseconds. */
function probeMs({ heartbeat }: Liveness): number {
  return heartbeat === 'ping' ? PROBE_MS : FRAME_OVERDUE_MS;
}

/** Whether a probe is still to begin: a page that was busy again, or slept, could neither ask nor listen yet. */
function isUnasked({ isProbed, pingAt, unansweredSince }: Liveness): boolean {
  return isProbed && pingAt !== Infinity && pingAt === unansweredSince;
}

function nextPing({ heartbeat, pingEveryMs, visible }: Liveness, at: number): number {
  if (heartbeat !== 'ping') return Infinity;
  return at + (pingEveryMs ?? (visible ? PING_VISIBLE_MS : PING_HIDDEN_MS));
}

/** Asks for a sign of life now, or waits for one where nothing can be asked. */
function probe(state: Liveness, at: number): LivenessStep {
  if (state.heartbeat === 'none') return stay(state);
  const probing: Liveness = { ...state, phase: 'suspect', suspectAt: Infinity, deadAt: at + probeMs(state) };
  if (state.heartbeat === 'expect') return stay(probing);
  return stay({ ...probing, unansweredSince: at, pingAt: nextPing(state, at) }, { type: 'ping' });
}

/**
 * The machine slept, the page came back, or the network did: an open connection is probed, a lost one is tried at once.
 * Of a hidden page the timers may run once a minute, so that it asks at once, and nobody sees what it finds out later.
 */
function wake(state: Liveness, at: number, random: Random): LivenessStep {
  if (state.phase === 'backoff') return at < state.notBefore ? stay(state) : connect(state, at);
  if (!isOpen(state) || state.heartbeat === 'none') return stay(state);
  if (state.isProbed) return at < state.deadAt ? stay(state) : tick(state, at, random);
  const { state: probing, effects } = state.visible ? probeLater(state, at) : probe(state, at);
  // Nothing is known to be wrong, so nothing is shown.
  return stay({ ...probing, phase: state.phase, isProbed: true }, ...effects);
}

/** A probe that takes nothing for an answer which may have waited to be delivered. */
function probeLater(state: Liveness, at: number): LivenessStep {
  const { state: probing } = probe(state, at);
  const begin = at + BACKLOG_MS;
  return stay({ ...probing, unansweredSince: begin, pingAt: begin });
}

/** An attempt that began before a sleep would only hang, and is begun anew. */
function openAnew(state: Liveness, at: number): LivenessStep {
  if (at - (state.attempts.at(-1) ?? at) <= SLEPT_MS) return stay(state);
  const { state: next, effects } = connect(state, at);
  return stay(next, { type: 'abandon' }, ...effects);
}

function setVisible(state: Liveness, visible: boolean, at: number, random: Random): LivenessStep {
  if (visible === state.visible) return stay(state);
  const next = { ...state, visible };
  return visible ? wake(next, at, random) : stay(next);
}
