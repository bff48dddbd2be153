/**
 * Writes schemas/*.json: the JSON Schema of every entity, made from the schemas in src/domain. With `--check` it writes
 * nothing and fails where a file is not what it would write.
 *
 * They describe what the library reads. API keys are never stored, and have none.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { toJSONSchema } from 'zod/v4/core';
import { bundle } from './bundle.mjs';
import { root } from './project.mjs';
import { schemaNotes } from './schema-notes.mjs';

const folder = join(root, 'schemas');
const modules = [
  ...['configuration', 'metrics', 'node-config', 'performance-mode', 'settings', 'timestamp', 'versions'],
  ...['configuration', 'fields', 'metrics', 'node-config', 'settings'].map((name) => `schemas/${name}`),
];

/** What is published: the file, the schema's name in src/domain, and what people call it. */
const entities = [
  ['configuration', 'configurationSchema', 'Configuration', 'A named set of nodes that an operator keeps.'],
  ['node-configuration', 'nodeConfigurationSchema', 'Node configuration', 'One node of a configuration.'],
  ['settings', 'appSettingsSchema', 'Settings', 'Settings of the whole application.'],
  ['metrics-cache', 'metricsCacheSchema', 'Metrics cache', 'The last metrics, with the time at which they expire.'],
];

const domain = await loadDomain();
const notes = schemaNotes(domain);
const files = new Map();
for (const entity of entities) files.set(`${entity[0]}.json`, await print(describe(entity)));

if (process.argv.includes('--check')) check();
else write();

async function loadDomain() {
  const work = '.cache/schemas';
  mkdirSync(join(root, work), { recursive: true });
  const lines = modules.map((name) => `export * from '../../src/domain/${name}.js';\n`);
  writeFileSync(join(root, work, 'domain.entry.ts'), lines.join(''));
  await bundle({ entry: `${work}/domain.entry.ts`, outFile: `${work}/domain.mjs`, format: 'es' });
  return import(pathToFileURL(join(root, work, 'domain.mjs')).href);
}

function describe([file, schemaName, title, description]) {
  const { $schema, ...rest } = toJSONSchema(domain[schemaName], {
    io: 'input',
    // A transformation, such as of `null` to nothing: what may stand there is in the notes.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => complete(jsonSchema, notes.get(zodSchema)),
  });
  const $id = `urn:aurigraph:widgets:schema:${domain.CURRENT_SCHEMA_VERSION}:${file}`;
  return { $schema, $id, title, description, ...rest };
}

function complete(jsonSchema, added) {
  // zod says "anything" as an empty schema, and "whole number" as a multiple of one.
  if (jsonSchema.type === 'object' && jsonSchema.properties) jsonSchema.additionalProperties = true;
  if (jsonSchema.multipleOf === 1) {
    delete jsonSchema.multipleOf;
    jsonSchema.type = 'integer';
  }
  if (added !== undefined) Object.assign(jsonSchema, added);
}

async function print(schema) {
  const options = await resolveConfig(join(folder, 'any.json'));
  return format(JSON.stringify(schema), { ...options, parser: 'json' });
}

function write() {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  console.log(`${files.size} schemas: ${[...files.keys()].join(', ')}`);
}

function check() {
  const stale = [...files].filter(([name, text]) => read(name) !== text).map(([name]) => name);
  const strange = readdirSync(folder).filter((name) => !files.has(name));
  if (stale.length + strange.length > 0) {
    console.error(
      `schemas/ is out of date (${[...stale, ...strange].join(', ')}): run "npm run schemas" and commit it.`,
    );
    process.exit(1);
  }
  console.log(`${files.size} schemas are up to date.`);
}

function read(name) {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return '';
  }
}
