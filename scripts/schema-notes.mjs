/**
 * What the published JSON Schemas say beside types and ranges, which they have from the schemas in src/domain: titles,
 * help and units, and the rules that zod checks by a function. `domain` is src/domain, bundled.
 */

/** ISO 8601 with a zone, as src/domain/timestamp.ts reads it. */
const TIMESTAMP =
  '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)$';

/** Most milliseconds from 1970 that a date can hold. */
const LATEST_MS = 8.64e15;

const TEXT_WITH_CONTENT = { minLength: 1, pattern: '\\S' };

/** An absolute address without user name and password. */
const address = (...schemes) => ({
  minLength: 1,
  maxLength: 2048,
  pattern: `^(${schemes.join('|')})://[^\\s/?#@\\\\]+([/?#]|$)`,
});

/** Pairs of a zod schema and what is added to its JSON Schema. */
export function schemaNotes(domain) {
  return new Map([
    ...configurationNotes(domain),
    ...nodeNotes(domain),
    ...settingsNotes(domain),
    ...metricsNotes(domain),
  ]);
}

function configurationNotes({ configurationSchema: { shape }, configurationNameField, descriptionField, ...domain }) {
  return [
    [shape.id, { title: 'Id', description: 'A UUID v4. Any other text of an older program is kept.' }],
    [shape.name, ofField(configurationNameField)],
    [shape.description, { ...ofField(descriptionField), type: ['string', 'null'] }],
    [domain.timestampSchema, { title: 'Time', description: 'ISO 8601 with a zone.', pattern: TIMESTAMP }],
    [shape.isDefault, note('Default', 'Whether it is the one that opens first. One configuration is.')],
    [domain.performanceModeSchema, ofField(domain.performanceModeField)],
    [shape.nodes, note('Nodes', 'Ids are unique in a configuration.')],
    [shape.version, note('Schema version', 'Data without it counts as 1.0.')],
  ];
}

function nodeNotes({ nodeNameField, ...domain }) {
  const types = ['channel', 'validator', 'business', 'slim'];
  const common = types.flatMap((type) => {
    const { shape } = domain[`${type}NodeSchema`];
    return [
      [domain[`${type}NodeSchema`], note(`${capital(type)} node`)],
      [shape.id, note('Node id', 'A UUID v4. Any other text of an older program is kept.')],
      [shape.type, note('Type')],
      [shape.name, ofField(nodeNameField)],
      [shape.enabled, note('Enabled', 'Whether the node takes part.')],
      [shape.config, note('Configuration')],
      ...ofFields(shape.config.shape, domain[`${type}Fields`]),
    ];
  });
  const { alpaca, weather, twitter } = domain.slimConfigSchema.shape;
  return [
    ...common,
    [domain.slimConfigSchema.shape.endpoint, { ...ofField(domain.slimFields.endpoint), ...address('https?') }],
    [alpaca, note('Alpaca', 'Only where the feed is alpaca, or once was.')],
    [weather, note('Weather', 'Only where the feed is weather, or once was.')],
    [twitter, note('Twitter', 'Only where the feed is twitter, or once was.')],
    ...listNotes(alpaca, 'symbols', domain),
    ...listNotes(weather, 'locations', domain),
    ...listNotes(twitter, 'topics', domain),
  ];
}

function listNotes(provider, name, { slimFields }) {
  const list = provider.def.innerType.shape[name];
  return [
    [list, ofField(slimFields[name])],
    [list.def.element, { title: capital(slimFields[name].item), ...TEXT_WITH_CONTENT }],
  ];
}

function settingsNotes({ v11BackendSchema, appSettingsSchema: { shape }, ...domain }) {
  const backend = v11BackendSchema.shape;
  return [
    [shape.version, note('Schema version', 'Data without it counts as 1.0.')],
    [v11BackendSchema, note('Backend', 'Where and how a V11 backend is reached.')],
    [backend.url, { ...note('Backend address', 'Of its REST interface, without user name.'), ...address('https?') }],
    [backend.wsUrl, { ...note('WebSocket address', 'Of its stream, without user name.'), ...address('wss?') }],
    [backend.useDemo, note('Demo mode', 'Whether the demo network is shown instead.')],
    [backend.autoConnect, note('Automatic connection', 'Whether to connect without being asked.')],
    [backend.timeout, ofField(domain.timeoutField)],
    [
      backend.demoWhenAway,
      note('Demo while away', 'Whether people may be offered the demo network then. Missing: no.'),
    ],
    [shape.chartUpdateInterval, ofField(domain.chartUpdateIntervalField)],
    [shape.enableAnimations, note('Animations')],
    [shape.theme, ofField(domain.themeField)],
    [shape.defaultDashboard, ofField(domain.defaultDashboardField)],
    [shape.tutorialCompleted, note('Tutorial completed')],
    [shape.lastOpenedVersion, note('Last opened version', 'Of the application.')],
    [shape.notificationsEnabled, note('Notifications')],
    [shape.analyticsEnabled, note('Analytics', 'Off unless someone switches it on.')],
    [shape.crashReportingEnabled, note('Crash reporting', 'Off unless someone switches it on.')],
  ];
}

function metricsNotes({ metricsCacheSchema, systemMetricsSchema, nodeMetricsSchema, ...domain }) {
  const [system, node] = [systemMetricsSchema.shape, nodeMetricsSchema.shape];
  const pointTime = {
    ...note('Time', 'ISO 8601 with a zone, or milliseconds since 1970.'),
    anyOf: [
      { type: 'string', pattern: TIMESTAMP },
      { type: 'number', minimum: -LATEST_MS, maximum: LATEST_MS },
    ],
  };
  return [
    [metricsCacheSchema.shape.nodeMetrics, note('Nodes', 'By node id.')],
    [metricsCacheSchema.shape.chartData, note('Charts', 'The last 60 points, one a second.')],
    [systemMetricsSchema, note('System', 'Of the whole network: TPS, milliseconds and percent.')],
    [system.consensusState, note('Consensus', 'Participation in percent.')],
    [nodeMetricsSchema, note('Node', 'TPS, milliseconds and percent; routing efficiency is a ratio.')],
    [node.state, note('State')],
    [domain.timeSeriesPointSchema, note('Point')],
    [domain.consensusPointSchema, note('Consensus point', 'Both figures count from the start.')],
    [domain.feedPointSchema, note('Provider', 'Success in percent.')],
    [domain.timeSeriesPointSchema.shape.timestamp, pointTime],
    [domain.consensusPointSchema.shape.timestamp, pointTime],
  ];
}

function note(title, description) {
  return description === undefined ? { title } : { title, description };
}

/** A field of src/domain/field.ts: what a form shows, and the default of a new entry. */
function ofField({ kind, label, help, unit, default: standard, minLength }) {
  const description = unit ? `${help} In ${unit}.` : help;
  const content = kind === 'text' && minLength > 0 ? TEXT_WITH_CONTENT : {};
  // A text without default starts empty.
  return { title: label, description, ...(standard !== '' && { default: standard }), ...content };
}

function ofFields(shape, fields) {
  return Object.entries(fields)
    .filter(([name]) => name in shape)
    .map(([name, field]) => [shape[name], ofField(field)]);
}

function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
