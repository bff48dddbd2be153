import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/project.mjs';

const results = join(root, 'bench/results');

/** Median, 95th percentile and average of a list of milliseconds. */
export function summaryOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const average = times.reduce((sum, time) => sum + time, 0) / Math.max(1, times.length);
  return { p50Ms: rounded(at(0.5)), p95Ms: rounded(at(0.95)), averageMs: rounded(average) };
}

/** Writes bench/results/NAME.json with what the figures depend on: date, machine, load, versions. */
export function writeResults(name, content) {
  const { devDependencies, dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const versionOf = (library) => dependencies[library] ?? devDependencies[library];
  const versions = Object.fromEntries(['idb-keyval', 'dexie', 'localforage'].map((each) => [each, versionOf(each)]));
  const about = { date: new Date().toISOString(), node: process.version, cores: cpus().length, load: loadavg()[0] };
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify({ ...about, versions, ...content }, null, 2)}\n`);
}

function rounded(ms) {
  return Math.round(ms * 100) / 100;
}
