import { toTimestamp } from '../../domain/timestamp.js';

/** What a file is named after. */
export interface ExportFile {
  /** Name of the configuration, if it is one; left out, the file is named after the library. */
  readonly name?: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Longest part of a name that is used, in characters. */
const LONGEST_NAME = 60;

/**
 * A name for a download: `aurigraph-field-trial-2026-09-21.json`. Letters and digits of every script are kept;
 * everything else becomes a dash, so that no name can be a path, a hidden file, a device, or a text that turns around.
 */
export function exportFileName({ name = '', now }: ExportFile): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const short = [...words.join('-')].slice(0, LONGEST_NAME).join('').replace(/-$/, '');
  return (
    ['aurigraph', ...(short === '' ? ['configurations'] : [short]), toTimestamp(now).slice(0, 10)].join('-') + '.json'
  );
}
