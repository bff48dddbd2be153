/** The faults that were seen to happen in stories: a story in which nothing breaks proves nothing. */
import type { PageBites } from './page/actor.js';

/** What can be seen. */
type Seen = Record<
  | keyof PageBites
  | 'pages killed'
  | 'browsers killed'
  | 'localStorage rolled back'
  | 'localStorage cleared'
  | 'localStorage full'
  | 'databases upgraded',
  number
>;

/** Counts them. */
export class StoryBites {
  readonly seen: Seen = {
    'pages killed': 0,
    'browsers killed': 0,
    'localStorage rolled back': 0,
    'connections lost': 0,
    'texts refused': 0,
    'localStorage cleared': 0,
    'localStorage full': 0,
    'databases upgraded': 0,
    'freezes seen': 0,
  };

  /** Adds what was seen elsewhere. */
  add(more: Partial<Seen>): void {
    for (const [name, count] of Object.entries(more)) this.seen[name as keyof Seen] += count;
  }
}
