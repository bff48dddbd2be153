/** Two real builds of the library: the sources as they are, and the same with a later schema and other columns. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../scripts/bundle.mjs';
import { root } from '../../scripts/project.mjs';

const later = fileURLToPath(new URL('../fixtures/schema-2.0', import.meta.url));

/** The modules that the later version changes. */
const REPLACED = new Map(
  [
    ['src/domain/versions', 'versions'],
    ['src/domain/configuration', 'configuration'],
    ['src/domain/settings', 'settings'],
    ['src/domain/schemas/configuration', 'configuration-schema'],
    ['src/domain/schemas/settings', 'settings-schema'],
    ['src/storage/schema-steps', 'schema-steps'],
    ['src/domain/live-update', 'live-update'],
  ].map(([module, fixture]) => [join(root, `${module}.ts`), join(later, `${fixture}.ts`)]),
);

/** Gives the first copy another name, so that the second one gets the global. */
const KEEP = 'globalThis.OldWidgets = globalThis.AurigraphWidgets; delete globalThis.AurigraphWidgets;';

/** A script of somebody else, which came first. */
const RUBBISH = `globalThis[Symbol.for('aurigraph.widgets')] = { version: 'mine', join: 'rubbish' };`;

/** Makes the storage entry reachable for a test, whose own imports are not the page's. */
const asGlobal = (name: string): string =>
  `import * as storage from './storage.js'; globalThis['${name}Storage'] = storage;`;

/** A folder with `old` and `new`, each of which has `storage.js` (a module) and `widgets.js` (the script tag), `keep.js`
 * and `rubbish.js`.
 * `global.js` puts the storage entry on `oldStorage` or `newStorage`. */
export interface TwoBuilds {
  readonly folder: string;
  remove(): void;
}

/** Builds the storage entry and the script tag of both versions into a folder of its own. */
export async function buildTwoVersions(): Promise<TwoBuilds> {
  const folder = mkdtempSync(join(tmpdir(), 'aurigraph-two-versions-'));
  const to = (path: string): string => relative(root, join(folder, path));
  writeFileSync(join(folder, 'keep.js'), KEEP);
  writeFileSync(join(folder, 'rubbish.js'), RUBBISH);
  for (const [name, plugins] of [
    ['old', []],
    ['new', [withLaterSchema()]],
  ] as const) {
    await bundle({ entry: 'src/storage/index.ts', outFile: to(`${name}/storage.js`), format: 'es', plugins });
    writeFileSync(join(folder, name, 'global.js'), asGlobal(name));
    await bundle({ entry: 'src/script-tag.ts', outFile: to(`${name}/widgets.js`), format: 'iife', plugins });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Part of Rollup's plugin interface. */
interface ResolvePlugin {
  readonly name: string;
  readonly enforce: 'pre';
  resolveId(
    this: { resolve(source: string, importer: string | undefined, options: object): Promise<{ id: string } | null> },
    source: string,
    importer: string | undefined,
  ): Promise<string | undefined>;
}

function withLaterSchema(): ResolvePlugin {
  return {
    name: 'aurigraph-later-schema',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (importer === undefined || importer.startsWith(later)) return undefined;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved === null ? undefined : REPLACED.get(resolved.id);
    },
  };
}
