import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileSimulator } from '../../scripts/simulator.mjs';

/** Runs once before the end-to-end tests. */
export default async function setup(): Promise<void> {
  const bundle = fileURLToPath(new URL('../../dist/aurigraph-widgets.js', import.meta.url));
  if (!existsSync(bundle)) throw new Error('The end-to-end tests run against dist/: run "npm run build" first.');
  await compileSimulator();
}
