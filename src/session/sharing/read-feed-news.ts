/** What a leader says of its stream, checked by hand. */
import type { Failure } from '../../domain/failure.js';
import type { CallUsage, FeedPhase, FeedStatus, FrameCounts } from '../../v11/feed.js';
import { MAX_EXAMPLE } from '../../v11/decode/frame-example.js';
import { MAX_UNKNOWN_KINDS, type UnknownFrames } from '../../v11/unknown-frames.js';
import { isCount, isList, isNumber, isOptional, isText, traitsOf } from './shapes.js';

/** The leader's stream at one moment: what followers show as their own. */
export interface FeedNews {
  readonly status: FeedStatus;
  readonly frames: FrameCounts;
  /** Epoch milliseconds. */
  readonly lastFrameAt: number | undefined;
}

/** Every phase, so that a new one is not forgotten here. */
const PHASES: Readonly<Record<FeedPhase, FeedPhase>> = {
  idle: 'idle',
  connecting: 'connecting',
  authenticating: 'authenticating',
  live: 'live',
  suspect: 'suspect',
  backoff: 'backoff',
  stopped: 'stopped',
};

/** Longest sentence or address, in UTF-16 units. */
const LONGEST = 1_000;

/** Longest endpoint and type of an unknown kind of frame, in UTF-16 units. */
const LONGEST_WORD = 100;

/** What the leader says, made anew of what is known; nothing if it is something else. */
export function readFeedNews(data: unknown): FeedNews | undefined {
  const { status, frames, lastFrameAt } = traitsOf<keyof FeedNews>(data);
  const [readStatus, readFrames] = [statusOf(status), framesOf(frames)];
  if (readStatus === undefined || readFrames === undefined || !isOptional(lastFrameAt, isNumber)) return undefined;
  return { status: readStatus, frames: readFrames, lastFrameAt };
}

function statusOf(data: unknown): FeedStatus | undefined {
  const told = traitsOf<keyof FeedStatus>(data);
  const phase = Object.values(PHASES).find((one) => one === told.phase);
  const [facts, calls, failure] = [factsOf(told), callsOf(told.calls), failureOf(told.failure)];
  const { source, attempt, retryAt } = told;
  if (phase === undefined || facts === undefined || !isSentence(source) || !isCount(attempt)) return undefined;
  if (!isOptional(retryAt, isNumber) || calls === undefined || failure === undefined) return undefined;
  return { phase, ...facts, source, attempt, ...(retryAt === undefined ? {} : { retryAt }), ...calls, ...failure };
}

type Facts = Pick<FeedStatus, 'connected' | 'receiving' | 'fresh'>;

function factsOf({ connected, receiving, fresh }: Partial<Record<keyof Facts, unknown>>): Facts | undefined {
  const areFacts = typeof connected === 'boolean' && typeof receiving === 'boolean' && typeof fresh === 'boolean';
  return areFacts ? { connected, receiving, fresh } : undefined;
}

function callsOf(data: unknown): { calls?: CallUsage } | undefined {
  if (data === undefined) return {};
  const { used, limit, renewsAt } = traitsOf<keyof CallUsage>(data);
  if (!isCount(used) || !isCount(limit) || !isOptional(renewsAt, isNumber)) return undefined;
  return { calls: renewsAt === undefined ? { used, limit } : { used, limit, renewsAt } };
}

function failureOf(data: unknown): { failure?: Failure } | undefined {
  if (data === undefined) return {};
  const failure = readFailure(data);
  return failure === undefined ? undefined : { failure };
}

/** A failure that a stream can have. */
function readFailure(data: unknown): Failure | undefined {
  const { code, message, remedy, retryAt, url } = traitsOf<'code' | 'message' | 'remedy' | 'retryAt' | 'url'>(data);
  if (!isSentence(message) || !isOptional(remedy, isSentence)) return undefined;
  const told = remedy === undefined ? { message } : { message, remedy };
  switch (code) {
    case 'unexpected':
      return { code, ...told };
    case 'stream-lost':
      if (!isOptional(retryAt, isNumber)) return undefined;
      return retryAt === undefined ? { code, ...told } : { code, ...told, retryAt };
    case 'rate-limited':
      return isNumber(retryAt) ? { code, ...told, retryAt } : undefined;
    case 'unreachable':
    case 'invalid-url':
    case 'unauthorized':
    case 'bad-response':
      return isSentence(url) ? { code, ...told, url } : undefined;
    default:
      return undefined;
  }
}

function framesOf(data: unknown): FrameCounts | undefined {
  const { received, dropped, unknown, unknownKinds, late } = traitsOf<keyof FrameCounts>(data);
  if (!isCount(received) || !isCount(dropped) || !isCount(unknown)) return undefined;
  if (!isOptional(late, (value) => isCount(value)) || !isOptional(unknownKinds, areKinds)) return undefined;
  const kinds = unknownKinds?.map(({ endpoint, type, count, example }) => ({ endpoint, type, count, example }));
  return {
    ...{ received, dropped, unknown },
    ...(kinds === undefined ? {} : { unknownKinds: kinds }),
    ...(late === undefined ? {} : { late }),
  };
}

function areKinds(data: unknown): data is readonly UnknownFrames[] {
  return isList(data, MAX_UNKNOWN_KINDS, isKind);
}

function isKind(data: unknown): data is UnknownFrames {
  const { endpoint, type, count, example } = traitsOf<keyof UnknownFrames>(data);
  return isText(endpoint, LONGEST_WORD) && isText(type, LONGEST_WORD) && isCount(count) && isText(example, MAX_EXAMPLE);
}

function isSentence(value: unknown): value is string {
  return isText(value, LONGEST);
}
