/**
 * Words of the charts with several lines, in English: apart from the others, so that a page without such a chart does not
 * load them. Sentences with values are functions; values come in formatted.
 */
export const lineChartsEn = {
  finality: {
    heading: 'Time to finality',
    series: 'average',
    unit: 'ms',
    p50: 'p50',
    p50Hint: 'Half of the blocks are final after at most this time',
    p95: 'p95',
    p95Hint: '95 % of the blocks are final after at most this time',
    p99: 'p99',
    p99Hint: '99 % of the blocks are final after at most this time',
    empty: 'Connected, but nobody has reported how long blocks take until they are final.',
  },
  consensus: {
    heading: 'Consensus',
    blocks: 'blocks',
    blocksHint: 'How fast the number of validated blocks rises',
    rounds: 'rounds',
    roundsHint: 'How fast the number of consensus rounds rises',
    unit: 'per minute',
    empty: 'Connected, but nobody has reported blocks or rounds long enough to tell how many there are in a minute.',
  },
  feeds: {
    heading: 'API feeds',
    unit: 'points/s',
    all: 'all feeds',
    allHint: 'Data points a second of all slim nodes',
    providers: { alpaca: 'Alpaca', weather: 'OpenWeatherMap', twitter: 'X (Twitter)' },
    other: 'other',
    otherHint: 'Feeds of slim nodes that are not in the configuration, or whose provider is another one',
    empty:
      'Connected, but no slim node has reported what it reads, and this backend tells nothing else about API feeds.',
  },
};
