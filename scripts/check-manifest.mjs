/** Fails when custom-elements.json is not what `npm run manifest` would write now. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

const file = 'custom-elements.json';
const fresh = '.cache/manifest';

rmSync(join(root, fresh), { recursive: true, force: true });
const { code, output } = await runTool('cem', ['analyze', '--outdir', fresh]);
if (code !== 0) fail(output);

const committed = read(file);
if (committed !== read(join(fresh, file))) fail(`${file} is out of date: run "npm run manifest" and commit it.`);
const tags = [...committed.matchAll(/"tagName": "(aurigraph-[\w-]+)"/g)].map((match) => match[1]);
if (tags.length === 0) fail(`${file} names no element.`);
console.log(`${tags.length} elements: ${tags.join(', ')}`);

function read(path) {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
