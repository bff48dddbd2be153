import type { NodeFacts } from './node-facts.js';
import { settingsOf } from './settings.js';

/** Says what a text is, so that whoever reads it later need not guess. */
const KIND = 'aurigraph-node';
const VERSION = 1;

/**
 * A node as JSON: `{ kind, version, id, name, type, state, source, confidence, updatedAt, metrics, configuration }`. The
 * time is in UTC; what is not known is `null`.
 */
export function toJson({ id, name, type, configured, reported }: NodeFacts): string {
  const text = {
    kind: KIND,
    version: VERSION,
    id,
    name,
    type: type ?? null,
    state: reported?.word || null,
    source: reported?.origin?.source ?? null,
    confidence: reported?.origin?.confidence ?? null,
    updatedAt: reported === undefined ? null : new Date(reported.updatedAt).toISOString(),
    metrics: Object.fromEntries([...(reported?.values ?? [])].map(([field, value]) => [field, known(value)])),
    configuration: configured === undefined ? null : configurationOf(configured),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

function configurationOf(node: NonNullable<NodeFacts['configured']>): object {
  const settings = settingsOf(node).map(({ name, value }) => [name, value] as const);
  return { type: node.type, enabled: node.enabled, ...Object.fromEntries(settings) };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
