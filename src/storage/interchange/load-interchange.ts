import { FailureError } from '../../domain/failure.js';

/** Import and export. Pages that use neither never load them. */
export async function loadInterchange(): Promise<typeof import('./interchange.js')> {
  try {
    return await import('./interchange.js');
  } catch (cause) {
    const message = 'The part of this library that reads and writes files could not be loaded. Nothing was changed.';
    throw new FailureError({ code: 'unexpected', message, remedy: 'Reload the page and try again.' }, { cause });
  }
}
