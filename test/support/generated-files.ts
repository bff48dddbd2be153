/** Files made from a number: valid ones, as they are exported, and mutations of any file (reliability G9). */

/** Random choices that a number determines. */
export class Dice {
  constructor(private state: number) {}

  /** From 0 to below 1 (mulberry32). */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  whole(min: number, max: number): number {
    return min + Math.floor(this.roll() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((item) => [this.roll(), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  }

  many<T>(max: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.whole(0, max) }, (_, index) => make(index));
  }
}

/** Characters that get lost where someone is careless. No colon: an export keeps only a part of an address. */
const LETTERS = [
  ...['a', 'Z', '0', ' ', '-', '_', '.', ',', ';', '"', '\\', '/', '\u0000', '\n', '\t', '\u2028', '\u202e', '\ufeff'],
  ...['é', 'ß', '€', '漢', '𝄞', '👩‍👩‍👧', '\ud800', '\udfff', '<', '&', "'", '`', '{', '[', '%', '=', '?', '#', '@'],
];

const text = (dice: Dice, max: number): string => dice.many(max, () => dice.pick(LETTERS)).join('');
const name = (dice: Dice): string => `N${text(dice, 20)}`;
const date = (dice: Dice): string => new Date(dice.whole(0, Date.UTC(2100, 0))).toISOString();
const positive = (dice: Dice): number => dice.whole(1, dice.pick([10, 1_000, 2_000_000_000]));

/** A name that no dialect knows. */
const unknownKey = (dice: Dice): string =>
  dice.pick([`x-${text(dice, 4)}-x`, String(dice.whole(0, 99)), 'toString', 'then']);

function unknownValue(dice: Dice, depth = 3): unknown {
  const kind = dice.whole(0, depth > 0 ? 8 : 5);
  if (kind <= 1) return text(dice, 10);
  if (kind === 2) return (dice.roll() - 0.5) * 10 ** dice.whole(-300, 300);
  if (kind === 3) return dice.whole(-1_000, 1_000);
  if (kind === 4) return dice.chance(0.5);
  if (kind === 5) return null;
  if (kind === 6) return dice.many(3, () => unknownValue(dice, depth - 1));
  return Object.fromEntries(dice.many(3, () => [unknownKey(dice), unknownValue(dice, depth - 1)]));
}

/** An object with some unknown fields; hand-made files have their fields in any order. */
function object(dice: Dice, known: object): object {
  const unknown = dice.chance(0.4) ? dice.many(2, () => [unknownKey(dice), unknownValue(dice)] as const) : [];
  const entries = Object.entries({ ...Object.fromEntries(unknown), ...known });
  return Object.fromEntries(dice.chance(0.5) ? dice.shuffled(entries) : entries);
}

const CONFIGS: Readonly<Record<string, (dice: Dice) => object>> = {
  channel: (dice) => ({
    maxConnections: dice.whole(10, 500),
    routingAlgorithm: dice.pick(['round-robin', 'least-connections', 'weighted']),
    bufferSize: dice.whole(1_000, 100_000),
    timeout: dice.whole(5_000, 60_000),
  }),
  validator: (dice) => ({
    stakeAmount: dice.roll() * 10 ** dice.whole(0, 12),
    votingPower: dice.roll(),
    consensusTimeout: dice.whole(150, 300),
    maxBlockSize: positive(dice),
  }),
  business: (dice) => ({
    ...{ processingCapacity: positive(dice), queueSize: positive(dice) },
    ...{ batchSize: positive(dice), parallelThreads: positive(dice) },
  }),
  slim: slimConfig,
};

const LISTS = { alpaca: 'symbols', weather: 'locations', twitter: 'topics' } as const;

function slimConfig(dice: Dice): object {
  const feedType = dice.pick(['alpaca', 'weather', 'twitter'] as const);
  const blocks = (['alpaca', 'weather', 'twitter'] as const).filter(() => dice.chance(0.4));
  return {
    feedType,
    updateFrequency: positive(dice),
    apiKeyRef: '[REDACTED]',
    endpoint: `https://feeds.example${dice.pick(['', '/', '/v2', ':8443/a%20b', '/ä/@b'])}`,
    rateLimit: positive(dice),
    ...Object.fromEntries(
      blocks.map((feed) => [feed, object(dice, { [LISTS[feed]]: dice.many(3, () => name(dice)) })]),
    ),
  };
}

/** A valid configuration as it is exported: with unknown fields, and redacted. */
export function generatedConfiguration(dice: Dice): object {
  const nodes = dice.many(4, (index) => {
    const type = dice.pick(['channel', 'validator', 'business', 'slim']);
    const config = object(dice, CONFIGS[type]?.(dice) ?? {});
    return object(dice, { id: `n${index}${text(dice, 5)}`, type, name: name(dice), enabled: dice.chance(0.5), config });
  });
  return object(dice, {
    ...{ id: `c${text(dice, 10)}`, name: name(dice) },
    ...(dice.chance(0.5) && { description: text(dice, 30) }),
    ...{ created: date(dice), modified: date(dice), isDefault: dice.chance(0.5) },
    performanceMode: dice.pick(['educational', 'development', 'staging', 'production']),
    nodes,
    version: dice.pick(['1.0', '1.0', '2.0', '9.7', 'next']),
  });
}

/** Fragments that mean something in JSON or to a reader. */
const FRAGMENTS = [
  ...[
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\\u',
    '0',
    '-',
    '1e999',
    '.',
    'null',
    'NaN',
    ' ',
    '\n',
    '\u0000',
    '\uFEFF',
  ],
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":1,',
    '"token":"x",',
    '{}',
    '[]',
    '[[[[[[[[',
    '"id":1,',
    '"nodes":{},',
  ],
  ...[
    '"type":"API",',
    '2026-01-01T00:00:00',
    '"x"',
    'true',
    '-0',
    '99999999999999999999',
    '"config":null,',
    '\ud800',
    'é',
  ],
];

/** Values that are wrong almost everywhere, and some that are wrong in a few places only. */
const VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    0.5,
    1e308,
    17,
    300,
    5_000,
    '',
    ' ',
    'x',
    '12',
    '1e3',
    'NaN',
    'PerformanceMode.staging',
  ],
  ...[
    'roundRobin',
    'API',
    'alpaca',
    'openweathermap',
    '[REDACTED]',
    '2026-01-01T00:00:00',
    '2026-01-01T00:00:00.123456Z',
  ],
  ...[
    'https://u:p@a.test/?token=1#x',
    'x'.repeat(3_000),
    [],
    [1],
    ['AAPL'],
    {},
    { a: { b: [{}] } },
    { id: 'n', type: 'slim' },
  ],
];
const KEYS = [
  ...[
    'id',
    'name',
    'nodes',
    'config',
    'type',
    'settings',
    'configs',
    'symbols',
    'keywords',
    'provider',
    'feedType',
    'token',
  ],
  ...[
    'status',
    'createdAt',
    'timestamp',
    'nodeType',
    'v11Backend',
    'alpaca',
    'apiKeyRef',
    'endpoint',
    'toString',
    'version',
  ],
];

/** One to three changes of a file's text, or of the values in it. */
export function mutated(source: string, dice: Dice): string {
  const times = dice.whole(1, 3);
  let text = source;
  if (dice.chance(0.4)) for (let time = 0; time < times; time += 1) text = changedText(text, dice);
  else text = JSON.stringify(changedValue(JSON.parse(source), dice, times));
  return text;
}

function changedText(text: string, dice: Dice): string {
  const start = dice.whole(0, text.length);
  const length = dice.pick([0, 0, 1, dice.whole(0, 40)]);
  const part = text.slice(start, start + length);
  return (
    text.slice(0, start) + dice.pick(FRAGMENTS) + (dice.chance(0.3) ? part + part : '') + text.slice(start + length)
  );
}

/** Replaces, removes or adds something, somewhere inside. */
function changedValue(root: unknown, dice: Dice, times: number): unknown {
  for (let time = 0; time < times; time += 1) {
    let container = root as Record<string, unknown>;
    for (;;) {
      const inner = Object.values(container).filter((value) => typeof value === 'object' && value !== null);
      if (inner.length === 0 || dice.chance(0.25)) break;
      container = dice.pick(inner) as Record<string, unknown>;
    }
    const key =
      dice.chance(0.7) && Object.keys(container).length > 0 ? dice.pick(Object.keys(container)) : dice.pick(KEYS);
    if (dice.chance(0.2)) delete container[key];
    else container[key] = structuredClone(dice.pick(VALUES));
  }
  return root;
}
