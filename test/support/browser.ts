import { launch, type Browser, type ConsoleMessage, type Page } from 'puppeteer-core';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';

/** A page together with everything that went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Uncaught errors, console errors, failed requests and violations of the content security policy, as sentences. */
  readonly problems: readonly string[];
}

/** Starts the browser that scripts/browser.mjs finds. Close it with `browser.close()`. */
export async function launchBrowser(): Promise<Browser> {
  return launch(launchOptions(await findBrowser()));
}

/** Opens an empty tab whose problems are collected from the first script on. */
export async function openWatchedPage(browser: Browser): Promise<WatchedPage> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${String(error)}`));
  page.on('console', (message) => noteError(message, problems));
  page.on('requestfailed', (request) => problems.push(`request failed: ${request.url()}`));
  await page.exposeFunction('noteViolation', (text: string) => problems.push(`policy: ${text}`));
  await page.evaluateOnNewDocument(reportViolations);
  return { page, problems };
}

function noteError(message: ConsoleMessage, problems: string[]): void {
  if (message.type() === 'error') problems.push(`console: ${message.text()}`);
}

// Runs inside the page.
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const text = `${event.violatedDirective} refused ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`;
    (globalThis as unknown as { noteViolation(text: string): void }).noteViolation(text);
  });
}
