import type { CountedKind } from './node-kind.js';

/**
 * What a filter asks for. Words must all occur in a node's name, id, type or state; of several `state:` or several
 * `type:` tokens one is enough.
 */
export interface NodeQuery {
  readonly words: readonly string[];
  readonly states: readonly string[];
  readonly types: readonly string[];
}

/** What a query looks at, all in lower case. */
export interface Searchable {
  /** Name, id, type and state. */
  readonly text: string;
  readonly type: string;
  /** What the state means. */
  readonly kind: string;
  /** The state in the backend's own word. */
  readonly word: string;
}

/** Longest filter that is read; a longer one is cut. */
export const MAX_FILTER_LENGTH = 200;

/** Reads a filter such as `rack-7 state:busy type:validator`. Every text is a filter; none is an error. */
export function parseQuery(filter: string): NodeQuery {
  const query = { words: [] as string[], states: [] as string[], types: [] as string[] };
  for (const token of tokensOf(filter)) {
    if (token.startsWith('state:')) query.states.push(token.slice('state:'.length));
    else if (token.startsWith('type:')) query.types.push(token.slice('type:'.length));
    else query.words.push(token);
  }
  return query;
}

/** Whether a query lets every node through. */
export function isEverything({ words, states, types }: NodeQuery): boolean {
  return words.length + states.length + types.length === 0;
}

/** Whether a node is asked for. Tokens match from the start, so that `type:val` finds while it is being typed. */
export function matches({ words, states, types }: NodeQuery, node: Searchable): boolean {
  return (
    words.every((word) => node.text.includes(word)) &&
    (types.length === 0 || types.some((type) => node.type.startsWith(type))) &&
    (states.length === 0 || states.some((state) => hasState(node, state)))
  );
}

function hasState({ kind, word }: Searchable, state: string): boolean {
  return kind.startsWith(state) || word.startsWith(state) || (kind === 'leader' && 'active'.startsWith(state));
}

/** Whether a filter asks for a kind with a token of its own. */
export function asksForKind(filter: string, kind: CountedKind): boolean {
  return tokensOf(filter).includes(`state:${kind}`);
}

/** The filter with the token for a kind added, or removed if it was there. */
export function toggleKind(filter: string, kind: CountedKind): string {
  const token = `state:${kind}`;
  const tokens = filter.split(/\s+/).filter((text) => text !== '');
  const others = tokens.filter((text) => text.toLowerCase() !== token);
  return (others.length === tokens.length ? [...tokens, token] : others).join(' ');
}

function tokensOf(filter: string): string[] {
  const text = filter.slice(0, MAX_FILTER_LENGTH).toLowerCase();
  return text.split(/\s+/).filter((token) => token !== '');
}
