/** A backend that a test can stop, kill, start again and command, in a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { compileSimulator } from '../../../scripts/simulator.mjs';
import type { ControlCommand, ControlReport } from '../../../simulator/control/command.js';
import { until } from './engine.js';
import { faultsFolder } from './folder.js';

/** A simulator ends by itself after so long, also if the test run was killed; in milliseconds. */
const LIFETIME_MS = 7_200_000;

const CHILD = fileURLToPath(new URL('../../support/simulator-child.mjs', import.meta.url));

/** What a backend can be told; the simulator's own defaults apply otherwise. */
export interface BackendOptions {
  /** 0, the default, for any free port. */
  readonly port?: number;
  readonly nodes?: number;
  readonly seed?: number;
}

let compiled: Promise<string> | undefined;

/** Compiles the simulator and gives its module; once per test file, before its tests. */
export function prepareBackends(): Promise<string> {
  // Not where others have theirs: the tests of another engine may run at the same time.
  return (compiled ??= compileSimulator(join(faultsFolder, 'simulator')));
}

/** The frame of a node that no simulator has, so that its value on the page came from this frame. No time in it. */
export function witnessFrame(nodeId: string, throughput: number | string): string {
  return `{"type":"node-update","data":{"nodeId":"${nodeId}","throughput":${throughput}}}`;
}

/** A running simulator of the planned `/ws`, with its control open. */
export class Backend {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts one on loopback; it is killed when the test is over. */
  static async start(options: BackendOptions = {}): Promise<Backend> {
    const settings = { port: 0, host: '127.0.0.1', control: true, maxLifetimeMs: LIFETIME_MS, ...options };
    const child = fork(CHILD, [await prepareBackends(), JSON.stringify(settings)], { execArgv: [] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const exited = once(child, 'exit').then(() => Promise.reject(new Error('The simulator ended before it listened.')));
    const [message] = (await Promise.race([once(child, 'message'), exited])) as [{ port: number }];
    exited.catch(() => undefined);
    return new Backend(child, message.port);
  }

  /** Carries out a command of simulator/control/command.ts, and fails where it cannot be understood. */
  async control(command: ControlCommand): Promise<ControlReport> {
    const response = await fetch(`http://127.0.0.1:${this.port}/__control`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
    });
    if (!response.ok) throw new Error(`${command.do}: ${await response.text()}`);
    return (await response.json()) as ControlReport;
  }

  /** Stops the process in its tracks (SIGSTOP): its connections stay up, and nobody is there. */
  async freeze(): Promise<void> {
    this.#child.kill('SIGSTOP');
    await until(() => this.isFrozen);
  }

  /** Lets a stopped process go on. */
  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Whether the kernel says that the process is stopped. */
  get isFrozen(): boolean {
    return isStopped(this.#child.pid ?? 0);
  }

  /** Ends the process at once (SIGKILL), and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }
}

/** Whether a process is stopped by a signal. */
export function isStopped(pid: number): boolean {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    return text.slice(text.lastIndexOf(')') + 2).startsWith('T');
  } catch {
    return false;
  }
}
