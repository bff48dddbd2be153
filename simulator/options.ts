/** Reads the command line of the simulator. */
import { parseArgs } from 'node:util';
import { MAX_NODE_COUNT } from '../src/v11/simulator/roster.js';
import { PERFORMANCE_MODES } from '../src/domain/performance-mode.js';
import { PROFILES } from './profiles/profile.js';
import { DEFAULT_NODES, DEFAULT_PORT, type SimulatorOptions } from './server.js';

/** How to call it. */
export const USAGE = `Usage: simulator [options]

  --port <number>       port to listen on (${DEFAULT_PORT}; 0 takes a free one)
  --host <address>      address to listen on (127.0.0.1)
  --profile <name>      ${PROFILES.join(', ')} (design)
  --nodes <number>      nodes of the network (${DEFAULT_NODES})
  --seed <number>       seed of the network (1)
  --performance-mode <mode>
                        ${PERFORMANCE_MODES.join(', ')} (development)
  --no-rate-limit       backend-head without its 100 calls an hour
  --gateway             wrapped answers, as if the portal's gateway had won its routes
  --nodes-per-frame <number>
                        nodes in a frame of /ws, 1 to 500 (1 up to 100 nodes, 50 above)
  --control             take commands at POST /__control, from this machine only (simulator/README.md)
  --help                this text`;

/** What the command line asks for: options, or a sentence why it cannot be understood. */
export type CommandLine = { readonly help: boolean; readonly options: SimulatorOptions } | { readonly error: string };

/** Reads the arguments behind the program's name. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS });
    const options: SimulatorOptions = {
      port: wholeNumber('port', values.port, 0, 65_535) ?? DEFAULT_PORT,
      host: values.host ?? '127.0.0.1',
      profile: oneOf('profile', values.profile, PROFILES) ?? 'design',
      nodes: wholeNumber('nodes', values.nodes, 0, MAX_NODE_COUNT) ?? DEFAULT_NODES,
      seed: wholeNumber('seed', values.seed, 0, 0xffff_ffff) ?? 1,
      performanceMode: oneOf('performance-mode', values['performance-mode'], PERFORMANCE_MODES),
      rateLimit: values['no-rate-limit'] !== true,
      gateway: values.gateway === true,
      nodesPerFrame: wholeNumber('nodes-per-frame', values['nodes-per-frame'], 1, 500),
      control: values.control === true,
    };
    return { help: values.help === true, options };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  profile: { type: 'string' },
  nodes: { type: 'string' },
  seed: { type: 'string' },
  'performance-mode': { type: 'string' },
  'no-rate-limit': { type: 'boolean' },
  gateway: { type: 'boolean' },
  'nodes-per-frame': { type: 'string' },
  control: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new RangeError(`--${name} must be a whole number between ${min} and ${max}, not “${text}”.`);
}

function oneOf<Word extends string>(name: string, text: string | undefined, words: readonly Word[]): Word | undefined {
  if (text === undefined) return undefined;
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new RangeError(`--${name} must be one of ${words.join(', ')}, not “${text}”.`);
  return word;
}
