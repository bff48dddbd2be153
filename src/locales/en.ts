import { metricCardsEn } from './metric-cards.en.js';
import { nodeGridEn } from './node-grid.en.js';
import { ownSeriesEn } from './own-series.en.js';

/**
 * Every word that an element shows, in English. This object is the shape of a translation. Sentences with values are
 * functions; values come in formatted.
 */
export const en = {
  common: {
    retry: 'Try again',
    connect: 'Connect',
    live: (age: string) => `live ${age}`,
    demo: 'demo',
    demoHint: 'Simulated in this page. No backend is involved.',
    standInHint: 'Simulated in this page while the network is away.',
    showDemo: 'Show the demo network meanwhile',
    endDemo: 'Back to the last known values',
    demoShown: 'What you see now is simulated, until the network is back.',
    stale: (age: string) => `stale ${age}`,
    offline: (age: string) => `offline, ${age} old`,
    notConnected: 'not connected',
    idle: 'Not connected to a network.',
    loading: 'loading',
    failed: 'no data',
    lost: 'The connection is lost. What you see is the last known state.',
    back: 'Live data is back.',
    waiting: 'Waiting for the first values.',
    storageNotice: 'Saved data is affected:',
    unknownValue: (attribute: string, value: string, choices: string) =>
      `${attribute} cannot be “${value}”; it is one of ${choices}. The default is used.`,
    outOfRange: (attribute: string, value: string, min: string, max: string) =>
      `${attribute} must be between ${min} and ${max}, not ${value}. The default is used.`,
  },
  connectionStatus: {
    heading: 'Connection',
    disconnect: 'Disconnect',
    connection: 'Connection',
    receiving: 'Receiving',
    freshness: 'Freshness',
    source: 'Source',
    starting: 'Starting',
    demo: 'Demo network',
    demoDetail: 'Simulated in this page',
    demoSource: 'this page',
    standIn: 'Demo network, in this page',
    standInNotice: 'What you see is simulated while the network is away.',
    back: (time: string) => `Back since ${time}. The demo network has ended.`,
    modeDemo: 'demo mode',
    modeLive: 'live mode',
    none: 'none yet',
    phases: {
      idle: 'Not connected',
      connecting: 'Connecting',
      authenticating: 'Signing in',
      live: 'Connected',
      suspect: 'Connected, but silent',
      backoff: 'Trying again',
      stopped: 'Stopped',
    },
    attempts: (count: string) => `attempt ${count}`,
    retryIn: (seconds: string) => `Trying again in ${seconds} s`,
    nothingYet: 'Nothing yet',
    lastFrame: (age: string) => `${age} ago`,
    frames: (count: string, isOne: boolean) => `${count} ${isOne ? 'message' : 'messages'}`,
    dropped: (count: string) => `${count} unreadable, ignored`,
    network: (health: string) => `Network ${health}`,
    nodes: (health: string) => `Nodes ${health}`,
  },
  /** Words that all charts share. */
  chart: {
    pause: 'Pause',
    resume: 'Resume',
    table: 'Show as a table',
    picture: 'Show as a chart',
    pausedAt: (time: string) => `paused at ${time}`,
    simulated: 'simulated',
    target: (value: string) => `target ${value}`,
    targetAbove: (value: string) => `target ${value} \u2191`,
    targetBelow: (value: string) => `target ${value} \u2193`,
    average: 'average',
    peak: 'peak',
    p95: 'p95',
    p95Hint: '95 % of the values are at or below this one',
    efficiency: 'efficiency',
    efficiencyHint: (target: string, unit: string) => `Share of the target of ${target} ${unit}`,
    bands: { good: 'on target', fair: 'below target', poor: 'far below target' },
    cursor: 'Values over time',
    cursorHelp: 'Arrow keys read the values, Home and End go to the first and the last, Space pauses.',
    zoomHelp:
      'Plus and minus zoom, 0 shows the whole window, Shift with the arrow, page and Home keys moves through time, L returns to the present.',
    valueAt: (value: string, unit: string, time: string) => `${value} ${unit} at ${time}`,
    lineValue: (line: string, value: string) => `${line} ${value}`,
    window: 'Length of the window',
    shortSeconds: (count: string) => `${count} s`,
    shortMinutes: (count: string) => `${count} min`,
    knownSince: (time: string) => `no values before ${time}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    live: 'Live',
    liveHint: 'Back to the present',
    annotations: {
      label: 'What happened',
      at: (time: string, text: string) => `${time} ${text}`,
      leaderChange: (node: string) => `${node} leads now`,
      reconnect: (age: string) => `Connected again after ${age}`,
      incident: (name: string, age: string, nodes: string) => `${name} for ${age}, nodes: ${nodes}`,
      incidents: {
        'leader-crash': 'Leader crash',
        'network-partition': 'Network partition',
        overload: 'Overload',
        'feed-outage': 'Feed outage',
      },
      leftOut: (count: string) => `annotations has ${count} entries without a time or a text. They are left out.`,
    },
    time: 'Time',
    tableCaption: (rows: string, of: string) =>
      rows === of ? `${rows} values, newest first` : `The newest ${rows} of ${of} values`,
    none: '\u2013',
    summary: (figures: {
      heading: string;
      window: string;
      current: string;
      average: string;
      peak: string;
      unit: string;
    }) =>
      `${figures.heading}, last ${figures.window}: now ${figures.current} ${figures.unit}, average ${figures.average}, peak ${figures.peak}.`,
    summaryBetween: (figures: {
      heading: string;
      from: string;
      to: string;
      last: string;
      average: string;
      peak: string;
      unit: string;
    }) =>
      `${figures.heading}, from ${figures.from} to ${figures.to}: at the end ${figures.last} ${figures.unit}, average ${figures.average}, peak ${figures.peak}.`,
    summaryKnownSince: (time: string) => `There are no values before ${time}.`,
    summaryEvents: (events: string) => `What happened last: ${events}.`,
    summaryTarget: (share: string, target: string, band: string) => `${share} of the target of ${target}, ${band}.`,
    summarySimulated: 'These values are simulated.',
    summaryOld: (age: string) => `The last value is ${age} old.`,
    seconds: (count: string) => `${count} seconds`,
    minutes: (count: string) => (count === '1' ? 'minute' : `${count} minutes`),
    trends: { rising: 'Rising.', falling: 'Falling.', steady: 'Steady.' },
    takeAway: 'Save or enlarge',
    actions: {
      csv: 'Save as CSV',
      json: 'Save as JSON',
      png: 'Save as an image',
      copy: 'Copy as an image',
      'full-screen': 'Full screen',
    },
    leaveFullScreen: 'Leave full screen',
    exported: (name: string) => `Saved ${name}`,
    copied: 'Copied',
    nothingToExport: 'There is nothing to save yet.',
    exportFailed: 'The browser did not allow that.',
    exportedFrom: (source: string, from: string, to: string) =>
      source === '' ? `${from} to ${to}` : `${source}, ${from} to ${to}`,
    p95Sampled: '\u2248 p95',
    p95SampledHint: (every: string) =>
      `95 % of the values are at or below about this one, told from one value in ${every}`,
    own: ownSeriesEn,
  },
  tpsChart: {
    heading: 'Transactions per second',
    series: 'TPS',
    unit: 'TPS',
    empty: 'Connected, but nobody has reported a throughput yet.',
  },
  metricCards: metricCardsEn,
  nodeGrid: nodeGridEn,
  configEditor: {
    heading: 'Configuration',
    badges: {
      loading: 'loading',
      failed: 'not readable',
      readonly: 'read only',
      unsaved: 'unsaved changes',
      fresh: 'not saved yet',
      saving: 'saving',
      saved: 'saved',
      memory: 'kept in memory only',
      nothing: 'nothing open',
    },
    create: 'Create configuration',
    example: 'Start from an example',
    empty: 'No configuration is stored yet. Create one, or start from an example with six nodes.',
    emptyReadonly: 'No configuration is stored yet.',
    missing: (id: string) => `There is no configuration with the id “${id}”.`,
    missingDetail: 'It may have been deleted, or it was saved in another browser.',
    openDefault: 'Open the default one',
    switcher: 'Open configuration',
    defaultMark: (name: string) => `${name} (default)`,
    unnamed: 'Without a name',
    newOne: 'New',
    newOneHint: 'Create a configuration',
    copyHint: 'Copy this configuration',
    deleteHint: 'Delete this configuration',
    discardHint: 'Discard this new configuration',
    undo: 'Undo',
    redo: 'Redo',
    newName: 'Configuration',
    exampleName: 'Example network',

    parts: 'Configuration and its nodes',
    general: 'General',
    nodes: 'Nodes',
    nodeCount: (count: string, most: string) => `${count} of ${most}`,
    off: 'off',
    addNode: 'Add a node',
    full: (most: string) => `A configuration has at most ${most} nodes. Remove one to add another.`,
    types: { channel: 'Channel', validator: 'Validator', business: 'Business', slim: 'Slim' },
    duplicate: 'Duplicate',
    remove: 'Remove',
    enabled: 'Enabled',

    modes: { educational: 'Educational', development: 'Development', staging: 'Staging', production: 'Production' },
    modeOption: (mode: string, tps: string) => `${mode}, ${tps} TPS`,
    modeTarget: (tps: string) => `Target: ${tps} TPS.`,
    productionWarning: (target: string, estimate: string) =>
      `Production aims at ${target} TPS. The enabled nodes reach an estimated ${estimate} TPS. Save this only for a network that carries real traffic.`,
    isDefault: 'Default configuration',
    isDefaultHelp: 'It opens first, and the demo network follows it.',
    isDefaultLocked: 'To change this, make another configuration the default.',
    lessThan: (share: string) => `less than ${share}`,
    capacity: 'Estimated capacity',
    capacityHelp: 'What the enabled business nodes process together.',
    capacityOf: (tps: string, target: string, share: string) => `${tps} of ${target} TPS, ${share} of the target`,

    rangeHint: (min: string, max: string, usual: string) => `${min} to ${max}, usually ${usual}.`,
    atLeastHint: (min: string, usual: string) => `At least ${min}, usually ${usual}.`,

    problems: (count: number, shown: string) => (count === 1 ? '1 problem' : `${shown} problems`),
    noProblems: 'No problems',
    goToProblem: 'Go to the first problem',
    otherProblems: 'Also to be corrected',
    fixFirst: (count: number, shown: string) =>
      count === 1 ? 'Correct 1 problem, then save.' : `Correct ${shown} problems, then save.`,
    estimate: (tps: string, share: string) => `estimated ${tps} TPS, ${share} of target`,
    save: 'Save',
    revert: 'Revert',
    delete: 'Delete',
    discard: 'Discard',
    cancel: 'Cancel',
    confirmDelete: (name: string) => `Delete “${name}”? This cannot be undone.`,
    confirmDiscard: (name: string) => `Discard “${name}”? It was never saved.`,

    savedAt: (time: string) => `Saved at ${time}.`,
    reverted: 'Back to what is saved.',
    deleted: (name: string) => `“${name}” was deleted.`,
    deletedElsewhere: (name: string) => `“${name}” was deleted elsewhere.`,
    added: (name: string) => `${name} was added.`,
    removed: (name: string) => `${name} was removed.`,
    undone: 'Undone.',
    redone: 'Done again.',

    leaveQuestion: (name: string) => `“${name}” has unsaved changes.`,
    saveAndLeave: 'Save and go on',
    discardAndLeave: 'Discard changes',
    stay: 'Keep editing',
    changedElsewhere: (name: string) => `“${name}” was saved elsewhere while you edited it. Nothing was overwritten.`,
    deletedWhileEditing: (name: string) =>
      `“${name}” was deleted elsewhere while you edited it. Your work is still here.`,
    takeTheirs: 'Take theirs',
    takeDeletion: 'Delete mine too',
    keepMine: 'Keep mine',
    notSaved: (reason: string) => `Not saved. ${reason}`,
    dismiss: 'Dismiss',
  },
  dashboard: {
    heading: 'Aurigraph network',
    views: 'Views',
    overview: 'Vizor',
    configuration: 'Configuration',
    target: 'target',
    performanceModes: {
      educational: 'Educational',
      development: 'Development',
      staging: 'Staging',
      production: 'Production',
    },
  },
};

/** The words of one language. */
export type Words = typeof en;
