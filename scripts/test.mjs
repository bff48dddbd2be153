/**
 * `npm test`: installs what is missing, a browser included, and runs every step of steps.mjs, going on after a
 * failure. `node scripts/test.mjs NAME…` runs only those steps and what they need. Ends with `N passed, N failed`: each
 * check counts as one, each test as one.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root } from './project.mjs';
import { runSideBySide } from './schedule.mjs';
import { CORES, steps } from './steps.mjs';

const chosen = chooseSteps(process.argv.slice(2));
ensureInstalled();
const { runTool } = await import('./run.mjs');

if (chosen.some(({ name }) => ['browser', 'stories', 'e2e', 'faults-chromium', 'faults-firefox'].includes(name)))
  await prepareBrowser();
mkdirSync(join(root, '.cache/test'), { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const failedNames = new Set();
await runSideBySide(chosen, { cores: CORES, run: runStep, tell: print });
finish();

function chooseSteps(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(`No step ${unknown.join(', ')}. There are: ${steps.map(({ name }) => name).join(', ')}.`);
    process.exit(1);
  }
  if (names.length === 0) return steps;
  const wanted = new Set(names.flatMap((name) => [name, ...(steps.find((step) => step.name === name).needs ?? [])]));
  return steps.filter(({ name }) => wanted.has(name));
}

async function prepareBrowser() {
  const { findBrowser } = await import('./browser.mjs');
  try {
    const { executablePath, source } = await findBrowser();
    console.log(`Browser: ${executablePath} (${source})`);
  } catch (error) {
    // The steps that need it fail with the same message; the others still run.
    console.error(error.message);
  }
}

async function runStep(step) {
  const missing = step.needs?.find((name) => failedNames.has(name));
  const started = performance.now();
  const outcome = missing ? { code: 1, output: `Not run: the step "${missing}" failed.` } : await runFresh(step);
  const result = countsOf(step, outcome);
  for (const key of Object.keys(total)) total[key] += result[key];
  if (result.failed > 0) failedNames.add(step.name);
  return { result, output: outcome.output, seconds: (performance.now() - started) / 1000 };
}

// A counts file of an earlier run must not speak for this one.
function runFresh({ script, args = [], counts, env, timeoutMs }) {
  if (counts) rmSync(join(root, counts), { force: true });
  return runTool('npm', ['run', '--silent', script, '--', ...args], { env, timeoutMs });
}

function countsOf({ counts }, { code }) {
  if (!counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const found = readCounts(counts) ?? { passed: 0, failed: 0, skipped: 0 };
  const ranNothing = found.passed + found.failed === 0;
  const broke = found.failed === 0 && (code !== 0 || ranNothing);
  return broke ? { ...found, failed: 1 } : found;
}

function readCounts(file) {
  try {
    const content = JSON.parse(readFileSync(join(root, file), 'utf8'));
    if (!('numPassedTests' in content)) return content;
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = content;
    return { passed, failed, skipped };
  } catch {
    return undefined;
  }
}

function print({ name, counts }, { result: { passed, failed, skipped }, output, seconds }) {
  const detail = counts ? `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}` : '';
  const line = [failed > 0 ? 'FAIL' : 'ok  ', name.padEnd(14), `${seconds.toFixed(1)} s`.padStart(8), ` ${detail}`];
  console.log(line.join(' ').trimEnd());
  if (failed === 0 && chosen.length > 1) return;
  const text = output.trimEnd() || 'It said nothing and ran no test.';
  console.log(`\n${text.replaceAll(/^/gm, '    ')}\n`);
}

function finish() {
  if (failedNames.size > 0) console.log(`\nFailed: ${[...failedNames].join(', ')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}
