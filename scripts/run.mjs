import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from './project.mjs';

const quiet = { STORYBOOK_DISABLE_TELEMETRY: '1', NO_UPDATE_NOTIFIER: '1' };

/**
 * Runs a program, one of node_modules/.bin included, in the project's folder and resolves to `{ code, output }`.
 * It and all it started are ended after `timeoutMs` (10 minutes) and when this process is asked to stop.
 */
export function runTool(command, args, { stdio = 'pipe', env = {}, timeoutMs = 600_000 } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...quiet, ...env, PATH: pathWithTools() },
    stdio: ['ignore', stdio, stdio],
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => settleWith(child, timeoutMs, resolve));
}

function settleWith(child, timeoutMs, resolve) {
  let output = '';
  const timer = setTimeout(() => {
    output += `\nStopped after ${timeoutMs / 1000} s.\n`;
    endGroup(child);
  }, timeoutMs);
  const stop = () => {
    endGroup(child);
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  child.stdout?.on('data', (data) => (output += data));
  child.stderr?.on('data', (data) => (output += data));
  const settle = (code) => {
    clearTimeout(timer);
    process.off('SIGINT', stop).off('SIGTERM', stop);
    resolve({ code, output });
  };
  child.once('error', (error) => {
    output += `${error.message}\n`;
    settle(1);
  });
  child.once('close', (code) => settle(code ?? 1));
}

function endGroup(child) {
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

function pathWithTools() {
  return [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
}
