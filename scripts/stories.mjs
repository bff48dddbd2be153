/**
 * Opens every story of the built Storybook in the browser: it must render, its play function must pass and axe must
 * find nothing. Prints one line for each failure and writes the counts to the file in COUNTS_FILE.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { findBrowser, launchOptions } from './browser.mjs';
import { root } from './project.mjs';
import { startStaticServer } from './static-server.mjs';

const folder = join(root, 'storybook-static');
const storyTimeoutMs = 30_000;

const stories = Object.values(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).entries).filter(
  (entry) => entry.type === 'story',
);
const server = await startStaticServer({ folders: { '/': folder }, policy: '' });
const browser = await launch(launchOptions(await findBrowser()));
const failed = [];
try {
  for (const story of stories) await runStory(story);
} finally {
  await browser.close();
  await server.close();
}
report();

async function runStory(story) {
  const problems = await problemsOf(story).catch((error) => [String(error)]);
  if (problems.length > 0) failed.push(story);
  for (const problem of problems) console.error(`${story.title}: ${story.name} — ${problem}`);
}

// A browser profile for each: what a story stores must not colour the next.
async function problemsOf({ id }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message ?? error}`));
  await page.evaluateOnNewDocument(watchStory);
  try {
    await page.goto(`${server.url}/iframe.html?id=${id}&viewMode=story`);
    await page.waitForFunction(() => globalThis.__storyOutcome?.finished, { timeout: storyTimeoutMs });
    return [...problems, ...(await page.evaluate(() => globalThis.__storyOutcome.problems))];
  } catch (error) {
    const partial = await page.evaluate(() => globalThis.__storyOutcome?.problems ?? []).catch(() => []);
    return [...problems, ...partial, `did not finish: ${error.message}`];
  } finally {
    await context.close();
  }
}

// Runs inside the page, before Storybook. A thrown play function still ends as "success" there, so each event counts.
function watchStory() {
  const outcome = (globalThis.__storyOutcome = { finished: false, problems: [] });
  const note = (what) => (detail) => {
    outcome.problems.push(`${what}: ${detail?.message ?? detail?.description ?? JSON.stringify(detail)}`);
    outcome.finished = true;
  };
  const listeners = {
    playFunctionThrewException: note('play failed'),
    unhandledErrorsWhilePlaying: note('error while playing'),
    storyThrewException: note('render failed'),
    storyErrored: note('render failed'),
    storyMissing: note('missing'),
    storyFinished: ({ status, reporters }) => {
      if (status !== 'success' && reporters.length === 0) note('failed')(status);
      for (const reporter of reporters) noteReport(reporter);
      outcome.finished = true;
    },
  };
  const noteReport = ({ type, status, result }) => {
    if (status !== 'failed') return;
    const violations = (result?.violations ?? []).map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.flat().join(' ')).join(', ')}`,
    );
    outcome.problems.push(`${type}: ${violations.join('; ') || JSON.stringify(result)}`);
  };
  let channel;
  Object.defineProperty(globalThis, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(value) {
      if (value !== channel) for (const [event, listener] of Object.entries(listeners)) value.on(event, listener);
      channel = value;
    },
  });
}

function report() {
  const counts = { passed: stories.length - failed.length, failed: failed.length, skipped: 0 };
  console.log(`${counts.passed} of ${stories.length} stories passed.`);
  if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 || stories.length === 0 ? 1 : 0;
}
