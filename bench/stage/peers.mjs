/** The libraries that benchmarks compare with: installed for them alone, into a folder of their own. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.mjs';

const folder = join(root, 'bench/peers');

/** Runs `npm ci` in bench/peers where something is missing or of another version than its lockfile says. */
export function installPeers() {
  if (isInstalled()) return;
  console.log('Installing the libraries to compare with (npm ci in bench/peers)…');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('npm ci failed in bench/peers. Is the npm registry reachable?');
}

/** Version of each library by its name, that of the uPlot of this project among them. */
export function peerVersions() {
  const dependenciesIn = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).dependencies;
  return { uplot: dependenciesIn('package.json').uplot, ...dependenciesIn('bench/peers/package.json') };
}

function isInstalled() {
  const installedFile = join(folder, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const installed = packagesOf(installedFile);
  const wanted = Object.entries(packagesOf(join(folder, 'package-lock.json')));
  return wanted.every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}
