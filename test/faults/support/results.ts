import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../../scripts/project.mjs';

/** Notes a figure for docs/reliability.md, and shows it. */
export function record(goal: string, engine: string, figures: Readonly<Record<string, number | string>>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  console.warn(`${goal} ${engine}: ${text.join(', ')}`);
  appendFileSync(join(root, '.cache/faults/results.jsonl'), `${JSON.stringify({ goal, engine, ...figures })}\n`);
}

/** The value below which `share` of all values lie; times in milliseconds with one digit. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
}
