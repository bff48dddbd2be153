/**
 * Checks the bindings of all Lit templates with lit-analyzer in strict mode, without what it gets wrong:
 *
 * - `nothing` in an attribute removes the attribute; it takes it for a value of the wrong type.
 * - Its CSS knows nothing of color-scheme or container queries.
 * - A class here imports no registration; the define.ts beside it does.
 * - Its HTML is older than popovers.
 */
import { runTool } from './run.mjs';

const tolerant = ['--rules.no-invalid-css', 'off', '--rules.no-missing-import', 'off'];
const args = ['src/**/*.ts', '--strict', '--format', 'list', ...tolerant];

const { output } = await runTool('lit-analyzer', args);
const analyzed = /Analyzing (\d+) files/.exec(output)?.[1];
if (!analyzed) fail(output);

const problems = [];
let file = '';
for (const line of output.split('\n')) {
  if (/^\S+\.ts$/.test(line)) file = line;
  else if (/^\s+\d+:\d+\s/.test(line) && !isNothing(line) && !isPopover(line)) problems.push(`${file}${line}`);
}
if (problems.length > 0) fail(problems.join('\n'));
console.log(`${analyzed} files, no problem.`);

/** Whether a type is refused for nothing but the symbol that `nothing` is. */
function isNothing(line) {
  const [, given, wanted] = /Type '(.+)' is not assignable to '(.+)'/.exec(line) ?? [];
  if (!given?.includes('Symbol(undefined)')) return false;
  const accepted = wanted.split(' | ');
  const values = given.split(' | ').filter((type) => type !== 'Symbol(undefined)');
  return values.every((type) => accepted.includes(type) || (/^"/.test(type) && accepted.includes('string')));
}

function isPopover(line) {
  return /Unknown attribute 'popover(target)?'/.test(line);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
