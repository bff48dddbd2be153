/** For tests of code that runs only after the schemas of what is stored were loaded. */
import { storedSchemas } from '../../src/storage/schemas.js';

await storedSchemas.load();
