/**
 * Imports every JavaScript entry of package.json in plain Node, where no element can exist: none may throw. Also
 * checks that each folder of src/elements has its two entries.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const failures = [];

const elements = readdirSync(join(root, 'src/elements')).filter((folder) =>
  existsSync(join(root, 'src/elements', folder, 'define.ts')),
);
for (const element of elements) {
  for (const entry of [`./elements/${element}`, `./elements/${element}/define`]) {
    if (!exports[entry]) failures.push(`package.json has no entry ${entry}`);
  }
}

const scripts = Object.entries(exports).filter(([, target]) => typeof target === 'object');
for (const [entry, target] of scripts) {
  await importEntry(entry);
  for (const file of Object.values(target)) {
    if (!existsSync(join(root, file))) failures.push(`${entry}: ${file} does not exist`);
  }
}

if (failures.length > 0) {
  console.error(failures.join('\n'));
  process.exit(1);
}
console.log(`${scripts.length} entries import in plain Node.`);

// By its public name, as a page's bundler or server would: through "exports".
async function importEntry(entry) {
  try {
    await import(entry.replace('.', name));
  } catch (error) {
    failures.push(`${entry}: ${error.stack ?? error}`);
  }
}
