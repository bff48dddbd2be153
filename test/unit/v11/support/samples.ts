import { readFileSync } from 'node:fs';

/** The text of a sample message. */
export function sample(name: string): string {
  return readFileSync(new URL(`../../../fixtures/samples/${name}`, import.meta.url), 'utf8');
}
