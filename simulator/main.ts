/** The simulator as a program: starts the server, says where it is, and stops on Ctrl-C. */
import { parseCommandLine, USAGE } from './options.js';
import { startSimulator, type Simulator } from './server.js';

const commandLine = parseCommandLine(process.argv.slice(2));

if ('error' in commandLine) {
  console.error(`${commandLine.error}\n\n${USAGE}`);
  process.exitCode = 2;
} else if (commandLine.help) {
  console.log(USAGE);
} else {
  try {
    announce(await startSimulator(commandLine.options));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function announce(simulator: Simulator): void {
  const sockets =
    simulator.profile !== 'backend-head'
      ? simulator.wsUrl
      : `${simulator.url} (no /ws; see /ws/metrics, /ws/dashboard and others)`;
  console.log(`V11 simulator, profile ${simulator.profile}, ${simulator.network.nodes.length} nodes: ${sockets}`);
  console.log('Every figure is simulated. Ctrl-C stops it.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}
