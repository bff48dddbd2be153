import { Lazy } from '../../domain/lazy.js';
import { storedSchemas } from '../schemas.js';

/** Import and export. Pages that use neither never load them. */
const interchange = new Lazy('The part of this library that reads and writes files', () => import('./interchange.js'));

/** Import and export, and what they check files with. Rejects with `not-loaded`; nothing was changed then. */
export async function loadInterchange(): Promise<typeof import('./interchange.js')> {
  const [loaded] = await Promise.all([interchange.load(), storedSchemas.load()]);
  return loaded;
}
