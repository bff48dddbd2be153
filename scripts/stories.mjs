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
import { watchStory } from './story-outcome.mjs';

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

function report() {
  const counts = { passed: stories.length - failed.length, failed: failed.length, skipped: 0 };
  console.log(`${counts.passed} of ${stories.length} stories passed.`);
  if (process.env.COUNTS_FILE) writeFileSync(process.env.COUNTS_FILE, JSON.stringify(counts));
  process.exitCode = counts.failed > 0 || stories.length === 0 ? 1 : 0;
}
