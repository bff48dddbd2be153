/**
 * `npm run new-element -- NAME`: writes the files of <aurigraph-NAME> (class, styles, registration, story, browser test),
 * names it in the entries, the autoloader and the English words, and brings custom-elements.json up to date.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { filesOf } from './new-element-templates.mjs';
import { root } from './project.mjs';

const name = (process.argv[2] ?? '').replace(/^aurigraph-/, '');
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
  stop('Usage: npm run new-element -- NAME, with a NAME such as fee-chart.');
if (existsSync(join(root, 'src/elements', name))) stop(`src/elements/${name} exists already.`);
ensureInstalled();

const names = namesOf(name);
const files = filesOf(names);
for (const [path, text] of Object.entries(files)) write(path, text);
for (const [path, change] of Object.entries(changes(names))) write(path, change(read(path)));

const touched = [...Object.keys(files), ...Object.keys(changes(names))];
const { runTool } = await import('./run.mjs');
await runTool('prettier', ['--write', ...touched], {});
await runTool('cem', ['analyze', '--quiet'], {});
console.log(`<${names.tag}> is there:\n${touched.map((path) => `  ${path}`).join('\n')}
Next: say in its doc block what it shows, give it words in src/locales/en.ts, and run npm test.`);

function namesOf(element) {
  const pascal = element.replaceAll(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());
  return {
    name: element,
    tag: `aurigraph-${element}`,
    className: `Aurigraph${pascal}`,
    variable: pascal[0].toLowerCase() + pascal.slice(1),
    heading: (element[0].toUpperCase() + element.slice(1)).replaceAll('-', ' '),
  };
}

function changes({ name, tag, className, variable, heading }) {
  return {
    'src/define.ts': (text) => `${text.trimEnd()}\nimport './elements/${name}/define.js';\n`,
    'src/index.ts': (text) => insertSorted(text, `export { ${className} } from './elements/${name}/${name}.js';`),
    'src/autoload.ts': (text) => insertBefore(text, '};', `  '${tag}': () => import('./elements/${name}/define.js'),`),
    'src/locales/en.ts': (text) => insertBefore(text, '};', `  ${variable}: {\n    heading: '${heading}',\n  },`),
    'package.json': (text) => addEntries(text, name),
  };
}

// After the last element whose line sorts before it.
function insertSorted(text, line) {
  const lines = text.split('\n');
  const isElement = (other) => /^export \{.*'\.\/elements\/(?!base)/.test(other);
  const after = lines.findLastIndex((other) => isElement(other) && other < line);
  const at = after >= 0 ? after + 1 : lines.findIndex(isElement);
  if (at < 0) stop('src/index.ts exports no element to stand beside.');
  return lines.toSpliced(at, 0, line).join('\n');
}

function insertBefore(text, marker, line) {
  const at = text.indexOf(`\n${marker}\n`);
  if (at < 0) stop(`There is no line "${marker}" to insert before.`);
  return `${text.slice(0, at)}\n${line}${text.slice(at)}`;
}

function addEntries(text, element) {
  const content = JSON.parse(text);
  const folder = `./dist/elements/${element}`;
  const entry = (file) => ({ types: `${folder}/${file}.d.ts`, default: `${folder}/${file}.js` });
  const all = {
    ...content.exports,
    [`./elements/${element}`]: entry(element),
    [`./elements/${element}/define`]: entry('define'),
  };
  const keys = Object.keys(all);
  const isElement = (key) => key.startsWith('./elements/');
  const first = keys.findIndex(isElement);
  const others = keys.filter((key) => !isElement(key));
  const order = [...others.slice(0, first), ...keys.filter(isElement).sort(), ...others.slice(first)];
  content.exports = Object.fromEntries(order.map((key) => [key, all[key]]));
  return `${JSON.stringify(content, null, 2)}\n`;
}

function read(path) {
  return readFileSync(join(root, path), 'utf8');
}

function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function stop(message) {
  console.error(message);
  process.exit(1);
}
