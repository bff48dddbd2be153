/**
 * `npm start`: installs what is missing, builds, starts the V11 simulator and serves the demo pages on loopback until
 * Ctrl-C. Only node: modules above the line that installs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { root } from './project.mjs';

const help = `npm start -- [options]
  --profile design|backend-head|everything
                                  what the simulator speaks (design)
  --nodes N                       how many nodes the network has
  --no-simulator                  the demo network inside the page only
  --port N                        where the pages are served (8080)`;

const simulatorPort = 9003;
const profiles = ['design', 'backend-head', 'everything'];
const shown = {
  design: 'the /ws of the design',
  'backend-head': 'the backend as it is: no /ws, sockets and REST',
  everything: 'both: /ws, and all that the backend has',
};

const options = readOptions();
const closers = [];
let stopping = false;
process.on('SIGINT', stop).on('SIGTERM', stop);

ensureInstalled();
await buildAll();
const simulator = options.simulator ? await startNetwork() : undefined;
const site = await startSite(simulator);
announce();

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        profile: { type: 'string', default: 'design' },
        nodes: { type: 'string' },
        port: { type: 'string', default: '8080' },
        'no-simulator': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) exitWith(0, help);
    if (!profiles.includes(values.profile)) exitWith(1, `--profile is one of ${profiles.join(', ')}.\n\n${help}`);
    return {
      profile: values.profile,
      nodes: values.nodes === undefined ? undefined : wholeNumber('--nodes', values.nodes, 1, 1_000_000),
      port: wholeNumber('--port', values.port, 0, 65_535),
      simulator: !values['no-simulator'],
    };
  } catch (error) {
    return exitWith(1, `${error.message}\n\n${help}`);
  }
}

function wholeNumber(name, text, min, max) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  return exitWith(1, `${name} is a whole number from ${min} to ${max}, not "${text}".`);
}

function exitWith(code, text) {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}

async function buildAll() {
  console.log('Building…');
  const { runTool } = await import('./run.mjs');
  const { code } = await runTool(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  if (code !== 0) exitWith(code, 'The build failed; the messages are above.');
}

async function startNetwork() {
  const { compileSimulator, simulatorModule } = await import('./simulator.mjs');
  await compileSimulator();
  const { startSimulator } = await import(simulatorModule);
  const { profile, nodes } = options;
  const network = await onFreePort('the simulator', simulatorPort, (port) =>
    startSimulator({ port, profile, host: '127.0.0.1', ...(nodes ? { nodes } : {}) }),
  );
  closers.push(() => network.close());
  return network;
}

async function startSite(network) {
  const { startStaticServer } = await import('./static-server.mjs');
  const folders = Object.fromEntries(['dist', 'themes', 'examples'].map((name) => [`/${name}/`, join(root, name)]));
  const pages = {
    '/': () => '<!doctype html><meta http-equiv="refresh" content="0; url=/examples/dashboard/">',
    '/examples/dashboard/': () => examplePage('dashboard', network),
    '/examples/script-tag/': () => examplePage('script-tag', network),
  };
  const server = await onFreePort('the pages', options.port, (port) => startStaticServer({ folders, pages, port }));
  closers.push(() => server.close());
  return server;
}

// The pages name the simulator's usual address; served here they name the one it really has, or none.
function examplePage(name, network) {
  const html = readFileSync(join(root, 'examples', name, 'index.html'), 'utf8');
  if (!network) return html.replaceAll('mode="live"', `mode="demo"${demoNodes()}`);
  return html.replaceAll(`localhost:${simulatorPort}`, `127.0.0.1:${network.port}`);
}

function demoNodes() {
  return options.nodes ? ` demo-nodes="${options.nodes}"` : '';
}

// The ports after the wanted one come first, so that the address stays easy to remember.
async function onFreePort(what, wanted, start) {
  for (const port of [wanted, ...Array.from({ length: 20 }, (_, index) => wanted + 1 + index), 0]) {
    try {
      const started = await start(port);
      if (port !== wanted)
        console.log(`Port ${wanted} is taken by another program: ${started.port} is used for ${what}.`);
      return started;
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return exitWith(1, `No free port for ${what}.`);
}

function announce() {
  const network = simulator
    ? `V11 simulator on http://127.0.0.1:${simulator.port}, profile ${options.profile} (${shown[options.profile]})`
    : 'the demo network inside the page; no simulator is running';
  console.log(`
  Dashboard     ${site.url}/
  A plain page  ${site.url}/examples/script-tag/

  Shown is ${network}.
  Ctrl-C stops everything.
`);
}

async function stop() {
  if (stopping) return;
  stopping = true;
  await Promise.allSettled(closers.map((close) => close()));
  process.exit(0);
}
