import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. */
export interface ChildServer {
  readonly port: number;
  /** Stops its process, which goes on holding its connections, or lets it go on. */
  pause(on: boolean): void;
  /** Ends it as a power cut would. Resolves with the signal that ended it. */
  close(): Promise<string | null>;
}

/** Starts a server of rising numbers, beginning with `first`, on a port or on any. */
export async function startChildServer(first = 0, port = 0): Promise<ChildServer> {
  const script = fileURLToPath(new URL('./child-server.mjs', import.meta.url));
  const child = fork(script, [String(port), String(first)], { execArgv: [] });
  const gone = once(child, 'exit') as Promise<[number | null, string | null]>;
  const [message] = (await once(child, 'message')) as [{ port: number }];
  return {
    port: message.port,
    pause: (on) => void child.kill(on ? 'SIGSTOP' : 'SIGCONT'),
    async close() {
      child.kill('SIGKILL');
      return (await gone)[1];
    },
  };
}
