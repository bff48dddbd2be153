import { interchange, storedSchemas } from '../parts.js';

/** Import and export, and what they check files with. Rejects with `not-loaded`; nothing was changed then. */
export async function loadInterchange(): Promise<typeof import('./interchange.js')> {
  const [loaded] = await Promise.all([interchange.load(), storedSchemas.load()]);
  return loaded;
}
