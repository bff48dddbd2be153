/** The version of this library; a test holds it equal to package.json. */
export const LIBRARY_VERSION = '0.1.0';

/** The schema version that is written (schema design 8.1). */
export const CURRENT_SCHEMA_VERSION = '1.0';

/** The schema version of data that does not name one (interchange 2). */
export const UNVERSIONED = '1.0';

const MAJOR_MINOR = /^(\d{1,9})\.(\d{1,9})$/;

/**
 * Orders two schema versions by number, so that `1.10` comes after `1.9`: negative, zero or positive. `NaN` if one of
 * them is no version at all, such as an empty text: then nothing is known about the order.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [MAJOR_MINOR.exec(a), MAJOR_MINOR.exec(b)];
  if (left === null || right === null) return Number.NaN;
  return Number(left[1]) - Number(right[1]) || Number(left[2]) - Number(right[2]);
}
