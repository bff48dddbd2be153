/** JSON from outside, parsed so that neither its size, its depth nor its names can do harm (reliability 3.10). */
import { FORBIDDEN_KEYS, scanJson, type ScanResult } from './json-scan.js';
import { sourceText } from './source-text.js';
import { unreadable } from './unreadable.js';

/** A parsed file. */
export interface ParsedJson extends ScanResult {
  /** The value, without the fields that have a forbidden name. Nested at most 32 levels deep. */
  readonly value: unknown;
}

/**
 * Parses a file: size, encoding and structure are checked before `JSON.parse`, with which it agrees on every text
 * that it accepts, except that fields named `__proto__`, `constructor` or `prototype` are dropped and counted, and
 * numbers that are not finite are refused. Fails with `invalid-import`.
 */
export function parseJson(source: string | Uint8Array): ParsedJson {
  const text = sourceText(source);
  const scanned = scanJson(text);
  return { ...scanned, value: scanned.forbidden === 0 ? parse(text) : withoutForbidden(parse(text)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw unreadable('This file is not JSON', { cause });
  }
}

/** A copy without forbidden names. The scan has bounded the depth. */
function withoutForbidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutForbidden);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !FORBIDDEN_KEYS.has(key));
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutForbidden(field)]));
}
