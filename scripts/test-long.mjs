/**
 * `npm run test:long`: the fault tests in real browsers at full size, before a release: hours. What is written behind
 * it goes to vitest, for instance `npm run test:long -- -t G3`; AURIGRAPH_LONG=0.1 is a tenth of the full size. The figures are printed as rows for
 * docs/reliability.md and kept in .cache/faults/results-long.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

const DAY_MS = 24 * 3_600_000;

const { code } = await runTool('vitest', ['run', '--project=faults', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { AURIGRAPH_LONG: process.env.AURIGRAPH_LONG ?? '1' },
  timeoutMs: DAY_MS,
});
report();
process.exitCode = code;

/** The figures of the last run as rows of a table. */
function report() {
  const file = join(root, '.cache/faults/results.jsonl');
  if (!existsSync(file)) return;
  const entries = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const last = entries.findLastIndex((entry) => 'run' in entry);
  const rows = entries.slice(last + 1).map(({ goal, engine, ...figures }) => {
    const texts = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
    return `| ${goal} | ${engine} | ${texts.join(', ')} |`;
  });
  const text = ['| goal | engine | result |', '| --- | --- | --- |', ...rows, ''].join('\n');
  writeFileSync(join(root, '.cache/faults/results-long.md'), text);
  console.log(`\nShare of the full size: ${process.env.AURIGRAPH_LONG ?? '1'}; ${entries[last].run}:\n\n${text}`);
}
