import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from 'puppeteer-core';
import { root } from './project.mjs';

/** There while a Firefox starts. */
const TURN = join(root, '.cache/firefox-starts');

/** A turn that is older was left by a run that was stopped. */
const STALE_MS = 60_000;

/**
 * Starts a Firefox as puppeteer-core's `launch` does, after any other that a test run of this checkout is starting: two that
 * start together on two cores may crash.
 */
export async function launchFirefox(options) {
  await takeTurn();
  try {
    return await launch(options);
  } finally {
    rmSync(TURN, { recursive: true, force: true });
  }
}

async function takeTurn() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  while (!tookTurn()) await new Promise((resolve) => setTimeout(resolve, 50));
}

function tookTurn() {
  try {
    mkdirSync(TURN);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const { mtimeMs = Date.now() } = statSync(TURN, { throwIfNoEntry: false }) ?? {};
    if (Date.now() - mtimeMs > STALE_MS) rmSync(TURN, { recursive: true, force: true });
    return false;
  }
}
