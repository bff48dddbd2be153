/** Words about values that a host page gives to a chart, in English; part of the others. */
export const ownSeriesEn = {
  badge: 'from this page',
  badgeHint: 'The page that shows this chart put these values here. It says nothing about their age.',
  empty: 'The page has given no values yet.',
  refused: 'These values cannot be shown.',
  line: (label: string, number: string) => `${label} ${number}`,
  notColumns: 'A series needs times and values: an array or Float64Array of times, and one of values for each line.',
  lineCount: (lines: string, most: string) => `There are ${lines} lines of values where there can be ${most}.`,
  tooMany: (points: string, most: string) => `There are ${points} points where there can be ${most}.`,
  lengths: (line: string, values: string, times: string) =>
    `values[${line}] has ${values} entries, but there are ${times} times.`,
  notANumber: (column: string, index: string) =>
    `${column}[${index}] is neither a number nor missing (null, undefined or NaN).`,
  dropped: (count: string) =>
    `${count} points were left out: their time is no instant in epoch milliseconds. This is said once.`,
};
