/** What of the storage is loaded only when it is needed. */
import { Lazy } from '../domain/lazy.js';

/**
 * What checks configurations and settings. Whoever reads or saves one loads it first; a page on which nothing was ever
 * saved does without.
 */
export const storedSchemas = new Lazy(
  'The part of this library that checks what is stored',
  () => import('./stored-schemas.js'),
);

/** Import and export. Pages that use neither never load them. */
export const interchange = new Lazy(
  'The part of this library that reads and writes files',
  () => import('./interchange/interchange.js'),
);

/** What turns metrics into what is kept, and back: with the first snapshot that is read or saved. */
export const metricsForms = new Lazy(
  'The part of this library that keeps metrics',
  () => import('./metrics/metrics-snapshot.js'),
);

/** What reads metrics of the schema design's own code: where there are some. */
export const formerReaders = new Lazy(
  'The part of this library that reads former metrics',
  () => import('./adapters/web/design-metrics.js'),
);

/** What keeps API keys: when a key is first saved or asked for. */
export const keyRings = new Lazy('The part of this library that keeps API keys', () => import('./keys/key-ring.js'));

/** What lists, restores and forgets backups: where there are some. */
export const originals = new Lazy(
  'The part of this library that keeps backups',
  () => import('./journal/originals.js'),
);

/** What saves and deletes preferences: when a person first changes something that an element remembers. */
export const preferenceWrites = new Lazy(
  'The part of this library that keeps preferences',
  () => import('./preferences/preference-writes.js'),
);

/** What counts: when somebody wants to know how much is stored. */
export const counting = new Lazy(
  'The part of this library that counts what is stored',
  () => import('./usage/counting.js'),
);
