/** Words of the figures of several lines, in English. Sentences with values are functions; values come in formatted. */
export const severalLinesEn = {
  now: 'now',
  line: 'line',
  last: 'last',
  summary: (line: string, current: string, peak: string) => `${line}: now ${current}, peak ${peak}.`,
  summaryOfPast: (line: string, last: string, peak: string) => `${line}: at the end ${last}, peak ${peak}.`,
};
