/**
 * What tabs that share a stream say to each other. Everything here is public to every script of the origin: there is no
 * token in it, and none may be put there.
 */
import type { Batch } from '../off-thread/batch.js';
import type { Heard, Word } from './heard.js';
import { readBatch } from './read-batch.js';
import { readFeedNews, type FeedNews } from './read-feed-news.js';
import { isCount, isOptional, isText, traitsOf } from './shapes.js';
import { MOST_TERMS, type Term } from './term.js';

/** Version of these messages and of their order; part of the channel's name, so that others never meet. */
export const SHARING_PROTOCOL = 1;

/** Longest id of a tab, in UTF-16 units. */
const LONGEST_ID = 64;

/** About leadership alone. */
export interface PlainMessage extends Heard {
  readonly word: Exclude<Word, 'beat' | 'batch'>;
}

/** The leader is there, and so is its stream. */
export interface BeatMessage extends Heard {
  readonly word: 'beat';
  /** Number of the last batch. */
  readonly sequence: number;
  readonly news: FeedNews;
}

/** What changed since the batch before, or everything. */
export interface BatchMessage extends Heard {
  readonly word: 'batch';
  /** Counts the batches of a term that tell changes. One that tells everything has the number of the last of them. */
  readonly sequence: number;
  readonly whole: boolean;
  readonly batch: Batch;
}

/** To the leader: `ask` for everything; `retry` because a person wants it. */
export interface RequestMessage {
  readonly word: 'ask' | 'retry';
  readonly from: string;
  readonly term: Term;
}

/** Whatever tabs say. */
export type ShareMessage = PlainMessage | BeatMessage | BatchMessage | RequestMessage;

type Found = Partial<Record<keyof BeatMessage | keyof BatchMessage, unknown>>;

/** A message of another tab; nothing if its shape is wrong. */
export function readShareMessage(data: unknown): ShareMessage | undefined {
  const found: Found = traitsOf(data);
  const { word, from, visible, to } = found;
  const term = readTerm(found.term);
  if (term === undefined || !isId(from)) return undefined;
  if (word === 'ask' || word === 'retry') return { word, from, term };
  if (typeof visible !== 'boolean' || !isOptional(to, isId)) return undefined;
  return readHeard(word, { from, term, visible, to }, found);
}

function readHeard(word: unknown, heard: Omit<Heard, 'word'>, found: Found): ShareMessage | undefined {
  switch (word) {
    case 'hello':
    case 'know':
    case 'claim':
    case 'bye':
    case 'want':
    case 'hand':
      return { word, ...heard };
    case 'beat': {
      const news = readFeedNews(found.news);
      if (news === undefined || !isCount(found.sequence)) return undefined;
      return { word, ...heard, sequence: found.sequence, news };
    }
    case 'batch': {
      const { sequence, whole } = found;
      if (!isCount(sequence) || typeof whole !== 'boolean') return undefined;
      const batch = readBatch(found.batch);
      return batch === undefined ? undefined : { word, ...heard, sequence, whole, batch };
    }
    default:
      return undefined;
  }
}

function readTerm(data: unknown): Term | undefined {
  const { number, leader } = traitsOf<keyof Term>(data);
  if (!isCount(number, MOST_TERMS) || !isText(leader, LONGEST_ID)) return undefined;
  return number > 0 || leader === '' ? { number, leader } : undefined;
}

function isId(value: unknown): value is string {
  return isText(value, LONGEST_ID) && value !== '';
}
