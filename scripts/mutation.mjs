/**
 * `npm run test:mutation`: changes the sources of what must not fail, one small change at a time, and sees whether a
 * test notices. `npm run test:mutation -- domain` looks at one part; what is written behind the names goes to Stryker
 * (`-- domain --mutate 'src/domain/field.ts'`). Reports are in .cache/mutation.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutationParts } from './mutation-parts.mjs';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

const HOURS_MS = 6 * 3_600_000;

const words = process.argv.slice(2);
const chosen = words.filter((word) => word in mutationParts);
const rest = words.filter((word) => !chosen.includes(word));
const names = chosen.length > 0 ? chosen : Object.keys(mutationParts);

const rows = {};
for (const name of names) {
  const env = { AURIGRAPH_PART: name };
  const { code } = await runTool('stryker', ['run', ...rest], { stdio: 'inherit', env, timeoutMs: HOURS_MS });
  if (code !== 0) process.exitCode = 1;
  rows[name] = countsOf(name);
}
console.table(rows);

/** How many changes a part had, how many a test noticed, and how many nothing noticed. */
function countsOf(name) {
  const file = join(root, `.cache/mutation/${name}.json`);
  if (!existsSync(file)) return { noticed: 0, unnoticed: 0, score: 0 };
  const mutants = Object.values(JSON.parse(readFileSync(file, 'utf8')).files).flatMap((each) => each.mutants);
  const count = (...states) => mutants.filter(({ status }) => states.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const unnoticed = count('Survived', 'NoCoverage');
  return { noticed, unnoticed, score: Math.round((noticed / Math.max(1, noticed + unnoticed)) * 1_000) / 10 };
}
