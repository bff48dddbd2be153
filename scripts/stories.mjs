/**
 * Opens every story of the built Storybook in a browser: it must render, its play function must pass and axe must find
 * nothing. Prints one line for each failure and writes the counts to the file in COUNTS_FILE. Two browsers share the
 * stories: one of them alone leaves half of two cores to itself, and two tabs of one would take the focus from each other.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { findBrowser, launchOptions } from './browser.mjs';
import { byTurns } from './by-turns.mjs';
import { root } from './project.mjs';
import { startStaticServer } from './static-server.mjs';
import { watchStory } from './story-outcome.mjs';

const folder = join(root, 'storybook-static');
const storyTimeoutMs = 30_000;

/** How many browsers share the stories. */
const BROWSERS = 2;

const stories = Object.values(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')).entries).filter(
  (entry) => entry.type === 'story',
);
const server = await startStaticServer({ folders: { '/': folder }, policy: '' });
const browsers = [];
const problems = new Map();
try {
  const options = launchOptions(await findBrowser());
  for (let index = 0; index < BROWSERS; index += 1) browsers.push(await launch(options));
  await byTurns(browsers, stories, async (browser, story) => {
    problems.set(story, await problemsOf(browser, story).catch((error) => [String(error)]));
  });
} finally {
  for (const browser of browsers) await browser.close();
  await server.close();
}
report();

// A browser profile for each: what a story stores must not colour the next.
async function problemsOf(browser, { id }) {
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

// In the order of the stories, whichever browser was done first.
function report() {
  const failed = stories.filter((story) => problems.get(story).length > 0);
  for (const story of failed)
    for (const problem of problems.get(story)) console.error(`${story.title}: ${story.name} — ${problem}`);
  const counts = { passed: stories.length - failed.length, failed: failed.length, skipped: 0 };
  console.log(`${counts.passed} of ${stories.length} stories passed.`);
  if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 || stories.length === 0 ? 1 : 0;
}
