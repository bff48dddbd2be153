/** The state of a node in the backend's own word. */
import { word, type JsonRecord } from './readers.js';

/** Words of a `status` that say no more than that the node is there. */
const ORDINARY: ReadonlySet<string> = new Set(['active', 'running', 'online', 'connected', 'healthy', 'ok', 'up']);

/**
 * `state` where there is one (schema design 4), else the role, which says more than "active"; but a status that is out
 * of the ordinary is what matters, whoever leads. Status words come in every case and are compared without it
 * (protocol 1.11).
 */
export function stateOf(record: JsonRecord): string | undefined {
  const state = word(record.state);
  if (state !== undefined) return state;
  const status = word(record.status);
  if (isTrouble(status)) return status;
  return word(record.role) ?? status;
}

/**
 * The same, where the record also says whether the node is well. Booleans may lose their `is`, depending on the
 * backend's JSON library (protocol 1.6). A state that is out of the ordinary says more than `UNHEALTHY`.
 */
export function healthStateOf(record: JsonRecord): string | undefined {
  const isWell = (record.isHealthy ?? record.healthy) !== false;
  return isWell || isTrouble(word(record.status)) ? stateOf(record) : 'UNHEALTHY';
}

function isTrouble(status: string | undefined): boolean {
  return status !== undefined && !ORDINARY.has(status.toLowerCase());
}
