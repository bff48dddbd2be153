/** Values as they may leave the page: without secrets, and with bare addresses (schema design 10.3, reliability I7). */
import { FailureError } from '../../domain/failure.js';
import { MAX_DEPTH } from './json-scan.js';
import { bareAddress, isAddress, isSecretName, REDACTED } from './secrets.js';

/**
 * A redacted copy of anything that JSON can hold. `depth` is how many containers stand around it in the file. Fails
 * with `invalid-configuration` if the file would be nested deeper than one that is read.
 */
export function redacted(value: unknown, depth: number, name = ''): unknown {
  if (typeof value === 'string') return redactedText(value, name);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) throw tooDeep();
  if (Array.isArray(value)) return value.map((item) => redacted(item, depth + 1, name));
  const kept = Object.entries(value).filter(([key]) => !isSecretName(key));
  return Object.fromEntries(kept.map(([key, field]) => [key, redacted(field, depth + 1, key)]));
}

function redactedText(text: string, name: string): string {
  if (name === 'apiKeyRef') return REDACTED;
  // Ids are opaque, and may look like anything (protocol 5.1).
  return name !== 'id' && isAddress(name, text) ? bareAddress(text) : text;
}

function tooDeep(): FailureError {
  const message = `Something is nested more than ${MAX_DEPTH} levels deep and cannot be exported.`;
  return new FailureError({ code: 'invalid-configuration', message, issues: [{ path: [], message }] });
}
