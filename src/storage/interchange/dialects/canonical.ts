import type { Dialect } from '../dialect.js';

/** The TypeScript of the schema design, and whatever no other dialect claims. */
export const canonical: Dialect = {
  name: 'canonical',
  recognises: () => true,
};
