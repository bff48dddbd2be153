import { appendFileSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findBrowser, findFirefox, firefoxLaunchOptions, launchOptions } from '../../../scripts/browser.mjs';
import { bundle } from '../../../scripts/bundle.mjs';
import { root } from '../../../scripts/project.mjs';
import type { EngineLaunch } from './engine.js';
import { faultsFolder, wantedEngines } from './folder.js';

declare module 'vitest' {
  export interface ProvidedContext {
    engines: readonly EngineLaunch[];
  }
}

/** The folder that the test pages are served from. */
const WEB = join(relative(root, faultsFolder), 'www');

/** Nothing but the library and the tools: the stores are opened when a test says so. */
const PAGE = `<!doctype html><title>Faults</title>
<script type="module" src="/entry.js"></script>
<script type="module" src="/stage.js"></script>
`;

/** The page's first module hands the library over as it was built. */
const ENTRY = `import * as storage from '/dist/aurigraph-storage.js';\nglobalThis.aurigraphStorage = storage;\n`;

/**
 * Runs once before the fault tests: finds the engines and lays out the pages. With `AURIGRAPH_FAULTS_SOURCE=1` the
 * library is bundled from the sources, so that one can work while `dist/` belongs to someone else.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  rmSync(join(faultsFolder, 'profiles'), { recursive: true, force: true });
  mkdirSync(join(root, WEB, 'dist'), { recursive: true });
  await provideLibrary();
  await bundle({ entry: 'test/faults/support/page/stage.ts', outFile: `${WEB}/stage.js`, format: 'es' });
  writeFileSync(join(root, WEB, 'entry.js'), ENTRY);
  writeFileSync(join(root, WEB, 'index.html'), PAGE);
  writeFileSync(join(root, WEB, 'plain.html'), '<!doctype html><title>A page without the library</title>');
  project.provide('engines', await findEngines());
  const results = join(root, '.cache/faults/results.jsonl');
  const size = process.env.AURIGRAPH_LONG ? 'long' : 'ci';
  appendFileSync(results, `${JSON.stringify({ run: new Date().toISOString(), size })}\n`);
  return () => rmSync(join(faultsFolder, 'profiles'), { recursive: true, force: true, maxRetries: 5 });
}

async function provideLibrary(): Promise<void> {
  const outFile = `${WEB}/dist/aurigraph-storage.js`;
  if (process.env.AURIGRAPH_FAULTS_SOURCE) {
    await bundle({ entry: 'src/storage/index.ts', outFile, format: 'es' });
    return;
  }
  const built = join(root, 'dist/aurigraph-storage.js');
  if (!existsSync(built)) throw new Error('The fault tests run against dist/: run "npm run build" first.');
  copyFileSync(built, join(root, outFile));
}

async function findEngines(): Promise<EngineLaunch[]> {
  const engines: EngineLaunch[] = [];
  for (const name of wantedEngines) {
    const engine = name === 'chromium' ? await chromium() : firefox();
    if (engine !== undefined) engines.push(engine);
  }
  return engines;
}

async function chromium(): Promise<EngineLaunch> {
  const found = await findBrowser();
  return { name: 'chromium', options: launchOptions(found), source: found.source };
}

function firefox(): EngineLaunch | undefined {
  const found = findFirefox();
  if (found !== undefined) return { name: 'firefox', options: firefoxLaunchOptions(found), source: found.source };
  console.warn('No Firefox here and none could be installed: its fault tests are skipped.');
  return undefined;
}
