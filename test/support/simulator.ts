import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { simulatorModule } from '../../scripts/simulator.mjs';

/** What a test may ask of its simulator; the simulator's own defaults apply otherwise. */
export interface SimulatorProcessOptions {
  /** 0, the default, for any free port. */
  readonly port?: number;
  readonly profile?: 'design' | 'backend-head';
  readonly nodes?: number;
  readonly seed?: number;
  /** Who may use what wants a token; nobody by default, as in the backend. Roles are those of the simulator. */
  readonly users?: readonly { readonly id: string; readonly role: string; readonly tokens: readonly string[] }[];
  /** Takes commands over HTTP at `/__control`; default: no. */
  readonly control?: boolean;
}

/** A simulator in a process of its own, so that a test can kill it as a power cut would. */
export interface SimulatorProcess {
  readonly url: string;
  readonly port: number;
  /** Ends the process at once (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a simulator on loopback. Call `kill()` when done; it also ends with the test run. */
export async function startSimulatorProcess(options: SimulatorProcessOptions = {}): Promise<SimulatorProcess> {
  const script = fileURLToPath(new URL('./simulator-child.mjs', import.meta.url));
  const settings = { port: 0, host: '127.0.0.1', ...options };
  const child = fork(script, [simulatorModule, JSON.stringify(settings)], { execArgv: [] });
  const { url, port } = await address(child);
  return { url, port, kill: () => kill(child) };
}

async function address(child: ChildProcess): Promise<{ url: string; port: number }> {
  const exited = once(child, 'exit').then(() => Promise.reject(new Error('The simulator ended before it listened.')));
  const [message] = (await Promise.race([once(child, 'message'), exited])) as [{ url: string; port: number }];
  exited.catch(() => undefined);
  return message;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
