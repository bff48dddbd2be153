/** Opens stories in a browser in which nothing moves, and takes pictures of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { launchOptions } from '../browser.mjs';
import { root } from '../project.mjs';
import { watchStory } from '../story-outcome.mjs';

const STORY_TIMEOUT_MS = 30_000;

/** Left and right of a story (Storybook's padding), so that a condition can say how wide the story itself is. */
const MARGINS = 32;

/** High enough for every story. */
const HEIGHT = 1_400;

/** When all pictures are taken; nobody's time goes on there. */
const MOMENT = Date.UTC(2026, 8, 21, 14, 15, 23, 456);

/** The same on every machine, unlike what a system has. */
const FONT = readFileSync(
  fileURLToPath(import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
);

/** So that colours, glyphs and edges are those of the machine before. */
const steadyArgs = [
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--disable-font-subpixel-positioning',
  '--hide-scrollbars',
  '--force-device-scale-factor=1',
  '--disable-partial-raster',
  // A mouse, as on a desk: without one, all buttons would always be shown.
  '--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4',
];

/** Most pictures that are taken of a story until two in a row are equal. */
const ATTEMPTS = 8;

/** A stage in `browser` for the stories that are served at `url`. Resolves to `{ photograph, close }`. */
export async function openStage(browser, url) {
  const options = launchOptions(browser);
  // A browser that brings fonts of its own is a headless shell, which heeds the switch about hinting.
  const fonts = options.env.FONTCONFIG_PATH ? {} : { FONTCONFIG_FILE: join(root, 'scripts/visual/fonts.conf') };
  const env = { ...options.env, ...fonts };
  const program = await launch({ ...options, env, args: [...options.args, ...steadyArgs] });
  const page = await program.newPage();
  const devtools = await page.createCDPSession();
  await page.evaluateOnNewDocument(standStill, MOMENT, FONT.toString('base64'));
  await page.evaluateOnNewDocument(watchStory);
  await page.emulateTimezone('UTC');
  return {
    photograph: (picture) => photograph({ page, devtools, url }, picture),
    close: () => program.close(),
  };
}

/** A story in one condition as the bytes of a PNG; rejects where the story fails or does not come to rest. */
async function photograph({ page, devtools, url }, { story, width, theme, language, forcedColours, axe, touch, hide }) {
  await page.mouse.move(0, 0);
  await page.setViewport({ width: width + MARGINS, height: HEIGHT, deviceScaleFactor: 1, hasTouch: touch });
  await devtools.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-color-scheme', value: theme },
      { name: 'forced-colors', value: forcedColours ? 'active' : 'none' },
    ],
  });
  const globals = `theme:${theme};language:${language};a11y.manual:!${!axe}`;
  await page.goto(`${url}/iframe.html?id=${story}&viewMode=story&globals=${globals}`);
  await page.waitForFunction(() => globalThis.__storyOutcome?.finished, { timeout: STORY_TIMEOUT_MS });
  const problems = await page.evaluate(() => globalThis.__storyOutcome.problems);
  if (problems.length > 0) throw new Error(problems.join('; '));
  if (hide) await page.$eval(`>>> ${hide}`, (element) => element.style.setProperty('visibility', 'hidden'));
  return atRest(page);
}

/** The picture, once two in a row are equal. */
async function atRest(page) {
  let before;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    await page.evaluate(twoFrames);
    const now = Buffer.from(
      await page.screenshot({ clip: await page.evaluate(storyBox), captureBeyondViewport: false }),
    );
    if (before?.equals(now)) return now;
    before = now;
  }
  throw new Error(`still moves after ${ATTEMPTS} pictures`);
}

// The functions below run inside the page.
/* global requestAnimationFrame, document, FontFace, CSSStyleSheet */

function twoFrames() {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  return document.fonts.ready.then(frame).then(frame);
}

function storyBox() {
  const { left, top, right, bottom } = document.querySelector('#storybook-root').getBoundingClientRect();
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return { x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y };
}

/** Before any script of the page: no time passes, and the font is there before the first text is measured. */
function standStill(moment, base64) {
  Date.now = () => moment;
  performance.now = () => 1_000;
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  document.fonts.add(new FontFace('Pictures', bytes.buffer, { weight: '100 900' }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :root { --aurigraph-font: Pictures, sans-serif; }
    * { caret-color: transparent; }
  `);
  document.adoptedStyleSheets = [sheet];
}
