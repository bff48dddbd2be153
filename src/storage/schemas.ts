import { storedSchemas } from './parts.js';

/** The schemas, for code that runs only after they were loaded. */
export function schemasHere(): typeof import('./stored-schemas.js') {
  if (storedSchemas.here === undefined) throw new Error('A schema is used before it was loaded.');
  return storedSchemas.here;
}

/**
 * What is to be saved, as it is now, once it can be checked: the schemas may take a moment to load, and whoever gave it
 * may go on with it meanwhile.
 */
export async function checkable<Value>(given: Value): Promise<Value> {
  if (storedSchemas.here !== undefined) return given;
  const asItIs = copyOf(given);
  await storedSchemas.load();
  return asItIs;
}

/** What cannot be copied is no plain data, and is refused by its schema. */
function copyOf<Value>(given: Value): Value {
  try {
    return structuredClone(given);
  } catch {
    return given;
  }
}
