import { FailureError } from '../../domain/failure.js';

/** A place in a text; line and column count from 1, columns in UTF-16 code units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What is known about a file that cannot be read. */
interface Details {
  readonly place?: TextPlace;
  readonly remedy?: string;
  readonly cause?: unknown;
}

/** The failure of a file that cannot be read as a whole. Nothing was changed by trying. */
export function unreadable(what: string, { place, remedy, cause }: Details = {}): FailureError {
  const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
  const message = `${what.replace(/\.$/, '')}${where}. Nothing was changed.`;
  return new FailureError({ code: 'invalid-import', message, remedy, ...place }, { cause });
}
