/**
 * Finds a Chromium-family browser for tests, in this order: `CHROME_PATH`; an installed Chrome, Chromium or Edge; the
 * one inside the npm package @sparticuz/chromium (Linux x64); `apt-get install chromium` as root; a clear error.
 *
 * Run as a program it prints what it found.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './project.mjs';

const commandNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const macPaths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const windowsPaths = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

const firefoxPlaces = {
  commands: ['firefox-esr', 'firefox'],
  mac: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  windows: ['Mozilla Firefox\\firefox.exe'],
};

const quietArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * The first browser that runs: `{ executablePath, source, headless, env }`. `source` is a sentence for people.
 * Throws an Error that says what to install when there is none.
 */
export async function findBrowser() {
  const found = fromEnvironment() ?? installed() ?? (await fromPackage()) ?? fromApt();
  if (found) return found;
  throw new Error(
    'No browser for the tests. Install Chrome, Chromium or Edge, or set CHROME_PATH to the program. ' +
      'On Debian: apt-get install chromium.',
  );
}

/**
 * A stock Firefox for the tests that run in two engines, in the same order: `FIREFOX_PATH`; an installed one;
 * `apt-get install firefox-esr` as root. Nothing where there is none: Chromium is enough to work on the project.
 */
export function findFirefox() {
  const path = process.env.FIREFOX_PATH;
  if (path && !isProgram(path)) throw new Error(`FIREFOX_PATH is ${path}, and there is no program there.`);
  return path ? browserAt(path, 'FIREFOX_PATH') : (installedFirefox() ?? firefoxFromApt());
}

/** What puppeteer-core's `launch` takes to start the Firefox `browser`. */
export function firefoxLaunchOptions(browser) {
  const { executablePath, headless } = browser;
  return { browser: 'firefox', executablePath, headless, args: [], env: environmentWithLanguage() };
}

/** What puppeteer-core's `launch` and web-test-runner's `chromeLauncher` take to start `browser`. */
export function launchOptions(browser) {
  return {
    executablePath: browser.executablePath,
    headless: browser.headless,
    args: quietArgs,
    env: { ...environmentWithLanguage(), ...browser.env },
  };
}

function fromEnvironment() {
  const path = process.env.CHROME_PATH;
  if (!path) return undefined;
  if (!isProgram(path)) throw new Error(`CHROME_PATH is ${path}, and there is no program there.`);
  return browserAt(path, 'CHROME_PATH');
}

function installed() {
  const path = installedCandidates().find((candidate) => isProgram(candidate) && starts(candidate));
  return path && browserAt(path, 'installed');
}

function installedFirefox() {
  const path = candidatesFrom(firefoxPlaces).find((candidate) => isProgram(candidate) && starts(candidate));
  return path && browserAt(path, 'installed');
}

function installedCandidates() {
  return candidatesFrom({ commands: commandNames, mac: macPaths, windows: windowsPaths });
}

function candidatesFrom({ commands, mac, windows }) {
  if (process.platform === 'darwin') return mac;
  if (process.platform === 'win32') return windowsCandidates(windows);
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  return commands.flatMap((name) => folders.filter(Boolean).map((folder) => join(folder, name)));
}

function windowsCandidates(paths) {
  const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
  return folders.filter(Boolean).flatMap((folder) => paths.map((path) => join(folder, path)));
}

async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = join(root, 'node_modules/@sparticuz/chromium');
  if (!existsSync(folder)) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const cache = join(root, '.cache/browser', version);
  if (!existsSync(cache)) await unpack(join(folder, 'bin'), cache);
  const executablePath = join(cache, 'chromium');
  const env = packageEnvironment(cache);
  if (!starts(executablePath, env)) return undefined;
  return { executablePath, source: `npm package @sparticuz/chromium ${version}`, headless: 'shell', env };
}

// Unpacked beside its place and renamed, so that an interrupted run leaves nothing that looks complete.
async function unpack(bin, cache) {
  const { inflate } = await import('@sparticuz/chromium');
  const partial = `${cache}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = partial; // inflate() writes to the temporary folder, which other projects share
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(bin, name));
    }
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  if (existsSync(cache)) rmSync(partial, { recursive: true });
  else renameSync(partial, cache);
}

// A bare Debian has neither NSS nor fonts; the package carries both, and sets them up only on the cloud it is made for.
function packageEnvironment(cache) {
  const libraries = [join(cache, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(cache, 'fonts') };
  return { LD_LIBRARY_PATH: libraries, ...fonts };
}

function fromApt() {
  return install('chromium', 'about 1 GB, a minute or two') ? installed() : undefined;
}

function firefoxFromApt() {
  return install('firefox-esr', 'about 250 MB, a minute') ? installedFirefox() : undefined;
}

/** Whether there was an apt-get to ask. */
function install(name, effort) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return false;
  console.log(`Installing ${name} with apt-get (${effort})…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], options);
  return true;
}

function browserAt(executablePath, source) {
  return { executablePath, source, headless: true, env: {} };
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// Ubuntu's `chromium` may be a stub that only asks for a snap. Chrome on Windows has no --version to ask.
function starts(path, env = {}) {
  if (process.platform === 'win32') return true;
  const options = { env: { ...process.env, ...env }, timeout: 30_000, stdio: 'ignore' };
  return spawnSync(path, ['--version', '--no-sandbox'], options).status === 0;
}

// uPlot formats numbers in navigator.language when it loads; under LANG=C that is no valid language tag.
function environmentWithLanguage() {
  const env = { ...process.env, LANG: 'en_US.UTF-8', DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
  delete env.LC_ALL;
  delete env.LANGUAGE;
  return env;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { executablePath, source } = await findBrowser();
  console.log(`${executablePath} (${source})`);
}
