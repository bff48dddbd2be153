/** Ways to take a stream of nodes. */
import type * as Library from '../../src/index.js';
import { WATCHED, type Picture, type Screen } from './screen.js';
import { subscribeAll } from './subscribe.js';

/** One way. It can be started and stopped over and over, and keeps what it knows. */
export interface Contender {
  start(): void;
  stop(): void;
  /** Frames since it was made. */
  frames(): Promise<number>;
}

/** Makes a contender that reads from an address and shows something on the screen, if it shows anything. */
export type MakeContender = (wsUrl: string, screen: Screen) => Contender;

/** Every contender by its name; the first one is the yardstick. */
export const CONTENDERS: Readonly<Record<string, MakeContender>> = {
  'bare socket': bareSocket,
  'JSON.parse alone': parserAlone,
  'naive client': naiveClient,
  'this library': (wsUrl, screen) => ours(wsUrl, screen, 'never'),
  'this library, Worker': (wsUrl, screen) => ours(wsUrl, screen, 'always'),
  'bare Worker': bareWorker,
};

/** Only counts. */
function bareSocket(wsUrl: string): Contender {
  let frames = 0;
  return onSocket(wsUrl, () => (frames += 1));
}

/** The least that anyone does who wants to know what a message says. */
function parserAlone(wsUrl: string): Contender {
  const seen = { frames: 0, last: undefined as unknown };
  return onSocket(wsUrl, (text) => {
    seen.last = JSON.parse(text);
    return (seen.frames += 1);
  });
}

interface NodeRecord {
  readonly nodeId: string;
  readonly throughput: number;
  readonly timestamp: number;
}

interface Message {
  readonly type: string;
  readonly data: NodeRecord | readonly NodeRecord[];
  readonly timestamp: number;
}

/**
 * What one writes first: parses, keeps an object for each node, makes a new state for each message and tells everybody.
 * The map is not copied: with one message for each node that could not keep up at all.
 */
function naiveClient(wsUrl: string, screen: Screen): Contender {
  let state: { readonly nodes: Map<string, NodeRecord>; readonly count: number } = { nodes: new Map(), count: 0 };
  const seen = new Map<string, number>();
  const look = (): Picture => {
    const watched = [...state.nodes.values()].slice(0, WATCHED);
    const fresh = watched.filter(({ nodeId, timestamp }) => seen.get(nodeId) !== timestamp);
    for (const { nodeId, timestamp } of fresh) seen.set(nodeId, timestamp);
    return {
      text: watched.map(({ throughput }) => throughput).join(' '),
      sentAt: fresh.map(({ timestamp }) => timestamp),
    };
  };
  const listeners = [() => screen.soon(look)];
  return onSocket(wsUrl, (text) => {
    const { type, data, timestamp }: Message = JSON.parse(text);
    const { nodes } = state;
    if (type.startsWith('node-update'))
      for (const node of Array.isArray(data) ? data : [data]) nodes.set(node.nodeId, { ...node, timestamp });
    state = { ...state, count: state.count + 1 };
    for (const listener of listeners) listener();
    return state.count;
  });
}

function onSocket(wsUrl: string, take: (text: string) => number): Contender {
  let socket: WebSocket | undefined;
  let frames = 0;
  return {
    start() {
      socket = subscribeAll(wsUrl);
      socket.onmessage = ({ data }: MessageEvent<string>) => (frames = take(data));
    },
    stop() {
      if (socket !== undefined) socket.onmessage = null;
      socket?.close();
    },
    frames: () => Promise.resolve(frames),
  };
}

/** The script tag, as a page uses it: a whole session, its storage included. */
function ours(wsUrl: string, screen: Screen, worker: 'never' | 'always'): Contender {
  const { createSession } = (globalThis as unknown as { AurigraphWidgets: typeof Library }).AurigraphWidgets;
  const namespace = `bench-stream-${worker}`;
  const session = createSession({ mode: 'live', wsUrl, autoConnect: false, worker, namespace });
  const { nodes } = session.live;
  const seen = new Float64Array(WATCHED).fill(NaN);
  session.live.subscribe('nodes', () => {
    if (!screen.isOn) return;
    const texts: number[] = [];
    const fresh: number[] = [];
    for (let row = 0; row < Math.min(WATCHED, nodes.size); row += 1) {
      texts.push(nodes.value(row, 'throughput'));
      const sentAt = nodes.sentAt[row] ?? NaN;
      if (sentAt !== seen[row] && !Number.isNaN(sentAt)) fresh.push(sentAt);
      seen[row] = sentAt;
    }
    screen.show({ text: texts.join(' '), sentAt: fresh });
  });
  return {
    start: () => session.connect(),
    stop: () => session.disconnect(),
    frames: () => Promise.resolve(session.stream.frames.received),
  };
}

function bareWorker(wsUrl: string): Contender {
  const worker = new Worker('/bench/counting-worker.js');
  return {
    start: () => worker.postMessage(wsUrl),
    stop: () => worker.postMessage('close'),
    frames: () =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<number>) => resolve(data);
        worker.postMessage('count');
      }),
  };
}
