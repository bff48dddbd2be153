/**
 * Fills dist/: ES modules, declarations and maps by tsc; the script tag's one file, the storage entry for React Native and
 * the Worker's script by Vite.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

// What a page's policy would refuse, or what would stop the file from running as a classic script.
const forbidden = [/\bimport\.meta\b/, /\beval\(/, /^\s*(import|export)\b[\s{*]/m];

rmSync(join(root, 'dist'), { recursive: true, force: true });
const { code } = await runTool('tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (code !== 0) process.exit(code);
await bundle({ entry: 'src/script-tag.ts', outFile: 'dist/aurigraph-widgets.js', format: 'iife', sourcemap: true });
await bundle({ entry: 'src/storage/index.ts', outFile: 'dist/aurigraph-storage.js', format: 'es', sourcemap: true });
// A Worker knows no import map, so that its script must name no package.
const worker = 'session/off-thread/stream-worker';
await bundle({ entry: `src/${worker}.ts`, outFile: `dist/${worker}.js`, format: 'es', sourcemap: true });
assertClassicScript('dist/aurigraph-widgets.js');

function assertClassicScript(file) {
  const text = readFileSync(join(root, file), 'utf8');
  const found = forbidden.find((pattern) => pattern.test(text));
  if (!found) return;
  console.error(`${file} contains ${found}: it must run as a classic script under a strict CSP.`);
  process.exit(1);
}
