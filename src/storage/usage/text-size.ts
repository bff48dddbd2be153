/** How much a key-value store holds, in the units in which it counts (schema design 12.1, reliability S1). */
import { storeFailure } from '../failures.js';
import type { KeyValueStore, TextCapacity } from '../ports.js';

/** One key and its text. */
export interface TextSize {
  readonly key: string;
  /** Key and text together: UTF-16 code units, in WebKit twice as many for what is not Latin-1. */
  readonly size: number;
}

/** What only a text outside Latin-1 has. */
const WIDE = /[\u0100-\uffff]/;

/** The size of every key of a store that is there; of the known ones, if the store cannot list its keys. */
export async function textSizes(
  store: KeyValueStore,
  known: readonly string[],
  capacity: TextCapacity,
): Promise<TextSize[]> {
  try {
    const sizes: TextSize[] = [];
    for (const key of (await store.keys?.()) ?? known) {
      const text = await store.getItem(key);
      if (text !== null) sizes.push({ key, size: sizeOf(key, capacity) + sizeOf(text, capacity) });
    }
    return sizes;
  } catch (error) {
    throw storeFailure(error, 'localStorage');
  }
}

/** What all keys and texts take, two bytes for each UTF-16 unit. */
export async function takenBytes(store: KeyValueStore): Promise<number> {
  const keys = (await store.keys?.()) ?? [];
  const texts = await Promise.all(keys.map(async (key) => store.getItem(key)));
  return texts.reduce((sum, text, index) => sum + 2 * ((keys[index]?.length ?? 0) + (text?.length ?? 0)), 0);
}

function sizeOf(text: string, { wideUnits }: TextCapacity): number {
  return wideUnits > 1 && WIDE.test(text) ? text.length * wideUnits : text.length;
}
