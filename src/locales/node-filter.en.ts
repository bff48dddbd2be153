/** Words about filters of the node grid, in English: apart from the others, since they load with the first filter. */
export const nodeFilterEn = {
  problems: {
    'unknown-field': (text: string) => `“${text}” is no figure of a node. Try throughput > 5000 or errorCount > 0.`,
    'not-comparable': (text: string) => `“${text}” has words and no figures. Try ${text}:word.`,
    'not-a-number': (text: string) => `“${text}” is no number. Write it as 5000, 1.5 or 5k.`,
    'missing-value': (text: string) => `Something is missing after “${text}”.`,
    'missing-term': (text: string) => `Something is missing beside “${text}”.`,
    'open-quote': () => 'The quote does not end.',
    'too-long': () => 'The filter is too long.',
  },
  /** @param place Counted from 1. */
  at: (place: string) => `Character ${place}.`,
};
