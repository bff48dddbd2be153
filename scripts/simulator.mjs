/**
 * Compiles simulator/ into .cache/simulator/ so that plain Node runs it. As a program it then starts the command line
 * of simulator/main.ts with the same arguments: `npm run simulator -- --port 9003 --profile design`.
 */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './project.mjs';

const folder = join(root, '.cache/simulator');

/** The compiled module that exports `startSimulator`, as a URL to import. */
export const simulatorModule = moduleIn(folder);

/**
 * Compiles the simulator, and returns the compiled module as a URL. Who may run beside others gives a folder of its own:
 * one that is compiled anew is empty for a moment.
 */
export async function compileSimulator(into = folder) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: true,
      outDir: into,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: {
        input: { server: join(root, 'simulator/server.ts'), main: join(root, 'simulator/main.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
  return moduleIn(into);
}

function moduleIn(place) {
  return pathToFileURL(join(place, 'server.js')).href;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await compileSimulator();
  // The program looks at its own path and arguments, as if it had been started itself.
  process.argv[1] = join(folder, 'main.js');
  await import(pathToFileURL(process.argv[1]).href);
}
