/**
 * What those that share a stream say to each other: tabs, and copies of the library on one page. Everything here is public
 * to every script of the origin: there is no token in it, and none may be put there.
 */
import type { Batch } from '../off-thread/batch.js';
import type { Heard, Word } from './heard.js';
import { readLayout } from './layout.js';
import { MOST_RANK } from './rank.js';
import { readBatch } from './read-batch.js';
import { readFeedNews, type FeedNews } from './read-feed-news.js';
import { isCount, isOptional, isText, traitsOf } from './shapes.js';
import { MOST_TERMS, type Term } from './term.js';

/**
 * Version of these messages, of their order and of the words in them (phases, failures, confidences); part of the channel's
 * name, so that others never meet. Columns are told by name (`layout.ts`): a new one is no new version.
 */
export const SHARING_PROTOCOL = 2;

/** Longest id of one that shares, in UTF-16 units. */
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
  /** What the sender counts by, see `layout.ts`. A batch that was read counts as this library does. */
  readonly layout: string;
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

/** Whether it is a question to the leader. */
export function isRequest(message: ShareMessage): message is RequestMessage {
  return message.word === 'ask' || message.word === 'retry';
}

type Found = Partial<Record<keyof BeatMessage | keyof BatchMessage, unknown>>;

/** A message of another tab; nothing if its shape is wrong. */
export function readShareMessage(data: unknown): ShareMessage | undefined {
  const found: Found = traitsOf(data);
  const { word, from, visible, rank, to } = found;
  const term = readTerm(found.term);
  if (term === undefined || !isId(from)) return undefined;
  if (word === 'ask' || word === 'retry') return { word, from, term };
  if (typeof visible !== 'boolean' || !isCount(rank, MOST_RANK) || !isOptional(to, isId)) return undefined;
  return readHeard(word, { from, term, visible, rank, to }, found);
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
    case 'batch':
      return readBatchMessage(heard, found);
    default:
      return undefined;
  }
}

function readBatchMessage(heard: Omit<Heard, 'word'>, found: Found): BatchMessage | undefined {
  const { sequence, whole, layout } = found;
  if (!isCount(sequence) || typeof whole !== 'boolean' || typeof layout !== 'string') return undefined;
  const names = readLayout(layout);
  const batch = names && readBatch(found.batch, names);
  return batch && { word: 'batch', ...heard, sequence, whole, layout, batch };
}

function readTerm(data: unknown): Term | undefined {
  const { number, leader } = traitsOf<keyof Term>(data);
  if (!isCount(number, MOST_TERMS) || !isText(leader, LONGEST_ID)) return undefined;
  return number > 0 || leader === '' ? { number, leader } : undefined;
}

function isId(value: unknown): value is string {
  return isText(value, LONGEST_ID) && value !== '';
}
