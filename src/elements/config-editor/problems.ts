/** What is wrong with a configuration that is being edited, field by field. */
import { NODES_PER_CONFIGURATION, processingCapacityTps } from '../../domain/configuration.js';
import { configurationSchema } from '../../domain/schemas/configuration.js';
import { nodeConfigurationSchema } from '../../domain/schemas/node-config.js';
import type { NodeConfiguration } from '../../domain/node-config.js';
import { validate, type ValidationIssue, type Validated } from '../../domain/validation.js';
import type { DraftConfiguration, DraftNode } from './draft-edits.js';

/** One field that cannot be saved as it is. */
export interface Problem {
  /** The node it belongs to; nothing for a field of the configuration itself. */
  readonly nodeId: string | undefined;
  /** The field, for instance `name` or `config.timeout`; `nodes` where the number of nodes is the problem. */
  readonly field: string;
  /** What is wrong, in words. */
  readonly message: string;
}

/** Nodes are immutable: what was said about one stays true. Only the node under the cursor is checked again. */
const known = new WeakMap<DraftNode, CheckedNode>();

interface CheckedNode {
  readonly problems: readonly Problem[];
  readonly value: NodeConfiguration | undefined;
}

/** Every problem, those of the configuration first, then node by node; one per field. */
export function problemsOf(configuration: DraftConfiguration): readonly Problem[] {
  return [...ownProblems(configuration), ...configuration.nodes.flatMap((node) => nodeProblems(node))];
}

/** The problems of one node. */
export function nodeProblems(node: DraftNode): readonly Problem[] {
  return check(node).problems;
}

/**
 * Throughput that the nodes could reach together, in TPS (schema design 2.2, `processingCapacity`). A node with a
 * problem counts as nothing.
 */
export function estimatedTps(configuration: DraftConfiguration): number {
  const nodes = configuration.nodes.map((node) => check(node).value).filter((node) => node !== undefined);
  return processingCapacityTps({ ...configuration, nodes });
}

function check(node: DraftNode): CheckedNode {
  const before = known.get(node);
  if (before !== undefined) return before;
  const checked = validate(nodeConfigurationSchema, node);
  const found = { problems: problemsIn(checked, node.id), value: checked.ok ? checked.value : undefined };
  known.set(node, found);
  return found;
}

function ownProblems(configuration: DraftConfiguration): readonly Problem[] {
  const own = problemsIn(validate(configurationSchema, { ...configuration, nodes: [] }), undefined);
  return configuration.nodes.length >= NODES_PER_CONFIGURATION.min ? own : [...own, TOO_FEW];
}

const TOO_FEW: Problem = {
  nodeId: undefined,
  field: 'nodes',
  message: `A configuration needs at least ${NODES_PER_CONFIGURATION.min} node. Add one of the four types.`,
};

function problemsIn(checked: Validated<unknown>, nodeId: string | undefined): readonly Problem[] {
  if (checked.ok) return [];
  const byField = new Map<string, Problem>();
  for (const issue of checked.issues) {
    const field = fieldOf(issue);
    if (!byField.has(field)) byField.set(field, { nodeId, field, message: issue.message });
  }
  return [...byField.values()];
}

/** The field that a form shows: an entry of a list belongs to the list. */
function fieldOf({ path }: ValidationIssue): string {
  return path.filter((key) => typeof key === 'string').join('.');
}
