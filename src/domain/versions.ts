/** The version of this library; a test holds it equal to package.json. */
export const LIBRARY_VERSION = '0.1.0';

/** The schema version that is written (schema design 8.1). */
export const CURRENT_SCHEMA_VERSION = '1.0';
