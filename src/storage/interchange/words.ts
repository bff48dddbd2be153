/** Words of closed lists, in every notation and under every name that a dialect has for them (protocol 5.4, step 3). */

/** Other names of a word, in small letters without dashes. */
export type Aliases = ReadonlyMap<string, string>;

/** Node types of the demo app and of the backend (protocol 5.1). */
export const NODE_TYPE_ALIASES: Aliases = new Map([
  ['apiintegration', 'slim'],
  ['api', 'slim'],
]);

/** Feed types of the demo app. */
export const FEED_TYPE_ALIASES: Aliases = new Map([['openweathermap', 'weather']]);

/** No other names. */
export const NO_ALIASES: Aliases = new Map();

/** Longer texts are no words. */
const LONGEST_WORD = 100;

/** A word that was recognised. */
export interface Word {
  readonly word: string;
  /** Whether it stood there under another name, as opposed to another notation. */
  readonly isAlias: boolean;
}

/** Recognises `production` in `PerformanceMode.production`, and `round-robin` in `roundRobin` and `ROUND_ROBIN`. */
export function readWord(text: string, options: readonly string[], aliases: Aliases): Word | undefined {
  if (options.includes(text)) return { word: text, isAlias: false };
  if (text.length > LONGEST_WORD) return undefined;
  const folded = fold(text);
  const word = options.find((option) => fold(option) === folded);
  if (word !== undefined) return { word, isAlias: false };
  const alias = aliases.get(folded);
  return alias === undefined ? undefined : { word: alias, isAlias: true };
}

/** What is left of a word when its notation is taken away: the text after the last dot, small, without dashes. */
function fold(text: string): string {
  return text
    .slice(text.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/[-_ ]/g, '');
}
