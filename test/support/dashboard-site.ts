import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { startStaticServer, type StaticServer } from '../../scripts/static-server.mjs';

/** Serves the built script tag and pages with a given body, under the strict policy of the demo page. */
export function serveBodies(bodies: Readonly<Record<string, string>>): Promise<StaticServer> {
  const pages = Object.entries(bodies).map(([path, body]) => [path, () => htmlPage(body)] as const);
  return startStaticServer({
    folders: { '/dist/': fileURLToPath(new URL('../../dist', import.meta.url)) },
    pages: Object.fromEntries(pages),
  });
}

function htmlPage(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Test</title><link rel="icon" href="data:,"><script src="/dist/aurigraph-widgets.js"></script>${body}</html>`;
}

/** Waits until an element is in a custom state, and tells how long that took in milliseconds. */
export async function waitForState(page: Page, tag: string, state: string, timeout = 15_000): Promise<number> {
  const start = performance.now();
  await page.waitForFunction(
    (selector) => document.querySelector(selector) !== null,
    { timeout },
    `${tag}:state(${state})`,
  );
  return performance.now() - start;
}

/** Everything an element says, shadow roots included, in one line. */
export function textOf(page: Page, selector: string): Promise<string> {
  return page.evaluate((wanted) => {
    const read = (root: ParentNode): string =>
      [...root.querySelectorAll('*')]
        .filter((element) => !['STYLE', 'SCRIPT'].includes(element.tagName))
        .map((element) => {
          const own = [...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent);
          return own.join(' ') + (element.shadowRoot === null ? '' : ` ${read(element.shadowRoot)}`);
        })
        .join(' ');
    const element = document.querySelector(wanted);
    return element?.shadowRoot ? read(element.shadowRoot).replaceAll(/\s+/g, ' ') : '';
  }, selector);
}
