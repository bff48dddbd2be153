import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { litPolicy } from './lit-policy.mjs';
import { root } from './project.mjs';

/**
 * Bundles `entry` with all it imports into the one file `outFile` (both relative to the project) and returns the
 * paths of the modules inside. Lit comes in its production build.
 *
 * - `format`: 'iife' runs as a classic and as a module script, and as its own Worker's; 'es' keeps the exports.
 * - `dynamicImports`: 'inline', or 'external' to leave them out.
 * - `plugins`: more plugins for Vite, in front of ours.
 */
export async function bundle({ entry, outFile, format, sourcemap = false, dynamicImports = 'inline', plugins = [] }) {
  const result = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [
      ...plugins,
      noPreload(),
      litPolicy(),
      ...(format === 'iife' ? [ownWorker(), narrowStyles()] : []),
      dynamicImports === 'external' ? leaveDynamicImports() : carryDynamicImports(),
    ],
    build: {
      outDir: dirname(join(root, outFile)),
      emptyOutDir: false,
      target: 'es2022',
      sourcemap,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, entry),
        preserveEntrySignatures: 'strict',
        output: { format, entryFileNames: basename(outFile), minify: true, codeSplitting: false },
      },
    },
  });
  return result.output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : []));
}

/** Vite wraps dynamic imports to preload their chunks. One file has none, and React Native knows no `import.meta`. */
function noPreload() {
  const helper = '\0vite/preload-helper.js';
  return {
    name: 'aurigraph-no-preload',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load();' : undefined),
  };
}

/** Styles without their indentation and comments, which no minifier of scripts looks at. */
function narrowStyles() {
  return {
    name: 'aurigraph-narrow-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]elements[\\/].*\.ts$/.test(id)) return undefined;
      const narrow = (styles) => styles.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/\s+/g, ' ');
      return { code: code.replaceAll(/\bcss`[^`]*`/g, narrow), map: null };
    },
  };
}

/** One file is its own Worker's script: there is no other file, and `import.meta` is none of a classic script's. */
function ownWorker() {
  return {
    name: 'aurigraph-own-worker',
    enforce: 'pre',
    resolveId(specifier, importer) {
      if (!specifier.endsWith('/open-worker.js') || importer === undefined) return undefined;
      return join(root, 'src/session/off-thread/open-worker.script-tag.ts');
    },
  };
}

/**
 * One file carries what others load when they need it. Written as static imports, none of it is wrapped to be run later,
 * which would cost some 3 kB of gzip; a module of ours does nothing but define things when it runs.
 */
function carryDynamicImports() {
  const dynamic = /\bimport\(\s*('\.{1,2}\/[^']+')\s*\)/g;
  return {
    name: 'aurigraph-carry-dynamic-imports',
    enforce: 'pre',
    transform(code, id) {
      if (/[\\/]node_modules[\\/]/.test(id)) return undefined;
      const specifiers = [];
      const carried = code.replace(dynamic, (whole, specifier, at) => {
        if (/\btypeof\s*$/.test(code.slice(Math.max(0, at - 10), at))) return whole;
        return `Promise.resolve(carried${specifiers.push(specifier) - 1})`;
      });
      if (specifiers.length === 0) return undefined;
      const imports = specifiers.map((specifier, index) => `import * as carried${index} from ${specifier};`);
      return { code: `${imports.join('')}${carried}`, map: null };
    },
  };
}

function leaveDynamicImports() {
  return {
    name: 'aurigraph-leave-dynamic-imports',
    resolveDynamicImport: (specifier) => ({ id: String(specifier), external: true }),
  };
}
