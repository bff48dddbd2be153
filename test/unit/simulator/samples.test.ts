import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../simulator/server.js';
import type { ManualClock } from '../../support/manual-clock.js';
import { sample, shapeOf } from './support/sample.js';
import { connect, get, startWithClock } from './support/server.js';
import type { SocketClient } from './support/socket-client.js';

/** Every message of the protocol's samples that a server sends, and how to make this one send it. */

interface Stage {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  readonly token: string;
  readonly password: string;
}

type Probe = (stage: Stage) => Promise<unknown>;

async function start(gateway = false): Promise<Stage> {
  const [token, password] = [randomUUID(), randomUUID()];
  const users = [{ id: randomUUID(), name: 'demo', role: 'ADMIN', tokens: [token], password }] as const;
  const { simulator, clock } = await startWithClock({ profile: 'everything', nodes: 30, users, gateway });
  clock.advance(2_000);
  return { simulator, clock, token, password };
}

const rest =
  (path: string): Probe =>
  async ({ simulator, token }) =>
    (await get(simulator, path, { headers: { Authorization: `Bearer ${token}` } })).body;

function post(stage: Stage, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const headers = { Authorization: `Bearer ${stage.token}`, 'Content-Type': 'application/json' };
  return get(stage.simulator, path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** A demo channel that runs. */
async function demoChannel(stage: Stage): Promise<string> {
  const made = await post(stage, '/demo/channels/create', sample('rest-demo-channels-create-request'));
  const id = (made.body as { data: { channelId: string } }).data.channelId;
  await post(stage, `/demo/channels/${id}/start`, sample('rest-demo-channel-start-request'));
  return id;
}

const demo =
  (below: string): Probe =>
  async (stage) =>
    rest(`/demo/channels/${await demoChannel(stage)}${below}`)(stage);

interface Talk {
  readonly says?: unknown;
  readonly seconds?: number;
  readonly emit?: boolean;
  readonly pick: (client: SocketClient) => unknown;
}

/** What is heard on a socket after something was said and some time passed. */
const socket =
  (path: string, { says, seconds = 0, emit = false, pick }: Talk): Probe =>
  async ({ simulator, clock, token }) => {
    const client = await connect(simulator, path.replace('{token}', token));
    clock.advance(50);
    if (path === '/ws/v11') await client.send({ type: 'auth', token });
    if (says !== undefined) await client.send(says);
    clock.advance(seconds * 1_000);
    if (emit) simulator.control({ do: 'emit', path });
    await client.settled();
    return pick(client);
  };

const ofType =
  (type: string): Talk['pick'] =>
  (client) =>
    client.ofType(type)[0];
const first: Talk['pick'] = (client) => client.frames[0];

const design = (channel: string, type: string): Probe =>
  socket('/ws', { says: { type: 'subscribe', data: { channel } }, seconds: 1, pick: ofType(type) });
const live = (type: string, says?: unknown, seconds = 0): Probe =>
  socket('/api/v11/live/stream', { says, seconds, pick: ofType(type) });
const v11 = (type: string, says?: unknown, seconds = 0): Probe =>
  socket('/ws/v11', { says, seconds, pick: ofType(type) });
const commands = (type: string, says?: string, seconds = 0): Probe =>
  socket('/ws/transactions?token={token}', { says, seconds, pick: ofType(type) });

const SENT: Readonly<Record<string, Probe>> = {
  'wsA-design-s2c-pong': socket('/ws', { says: sample('wsA-design-c2s-ping'), pick: first }),
  'wsA-design-s2c-consensus-update': design('consensus-state', 'consensus-update'),
  'wsB-metrics': socket('/ws/metrics', { seconds: 1, pick: first }),
  'wsB-consensus': socket('/ws/consensus', { emit: true, pick: first }),
  'wsB-validators': socket('/ws/validators', { emit: true, pick: first }),
  'wsB-network': socket('/ws/network', { emit: true, pick: first }),
  'wsB-transactions-legacy': socket('/ws/transactions/legacy', { emit: true, pick: first }),
  'wsB-channels-s2c-connected': socket('/ws/channels', { pick: first }),
  'wsB-channels-s2c-subscribed': socket('/ws/channels', {
    says: sample('wsB-channels-c2s-subscribe'),
    pick: ofType('subscribed'),
  }),
  'wsB-channels-s2c-channel_update': socket('/ws/channels', { seconds: 2, pick: ofType('channel_update') }),
  'wsB-channels-s2c-transaction': socket('/ws/channels', { seconds: 2, pick: ofType('transaction') }),
  'wsB-channels-s2c-block': socket('/ws/channels', { seconds: 3, pick: ofType('block') }),
  'wsB-channels-s2c-error': socket('/ws/channels', { says: '{', pick: ofType('error') }),
  'wsB-live-s2c-connection_established': live('connection_established'),
  'wsB-live-s2c-subscription_confirmed': live('subscription_confirmed', sample('wsB-live-c2s-subscribe')),
  'wsB-live-s2c-tps_update': live('tps_update', undefined, 1),
  'wsB-live-s2c-block_update': live('block_update', { type: 'subscribe', channel: 'block_updates' }, 2),
  'wsB-live-s2c-network_update': live('network_update', { type: 'subscribe', channel: 'network_status' }, 3),
  'wsB-live-s2c-validator_update': live('validator_update', { type: 'subscribe', channel: 'validator_metrics' }, 5),
  'wsB-live-s2c-pong': live('pong', sample('wsB-live-c2s-ping')),
  'wsB-live-s2c-error': live('error', '{'),
  'wsB-dashboard-s2c-ack': socket('/ws/dashboard', {
    says: sample('wsB-dashboard-c2s-subscribe'),
    pick: (client) => client.frames.find((frame) => frame.status === 'subscribed'),
  }),
  'wsB-dashboard-s2c-metrics': socket('/ws/dashboard', { pick: ofType('metrics') }),
  'wsB-dashboard-s2c-nodes-empty': socket('/ws/dashboard', { seconds: 3, pick: ofType('nodes') }),
  'wsB-dashboard-s2c-performance': socket('/ws/dashboard', {
    says: { action: 'subscribe', channels: ['performance'] },
    seconds: 5,
    pick: ofType('performance'),
  }),
  'wsB-v11-s2c-auth_required': v11('auth_required'),
  'wsB-v11-s2c-auth_response-ok': v11('auth_response'),
  'wsB-v11-s2c-auth_response-error': async ({ simulator }) => {
    const client = await connect(simulator, '/ws/v11');
    await client.send({ type: 'auth', token: 'nothing' });
    return client.ofType('auth_response')[0];
  },
  'wsB-v11-s2c-subscribe_response': v11('subscribe_response', sample('wsB-v11-c2s-subscribe')),
  'wsB-v11-s2c-unsubscribe_response': v11('unsubscribe_response', sample('wsB-v11-c2s-unsubscribe')),
  'wsB-v11-s2c-message-analytics': v11('message', sample('wsB-v11-c2s-subscribe'), 1),
  'wsB-v11-s2c-ping': v11('ping', undefined, 30),
  'wsB-v11-s2c-pong': v11('pong', sample('wsB-v11-c2s-ping')),
  'wsB-v11-s2c-error': v11('error', { type: 'subscribe', channel: 'weather' }),
  'wsB-txcmd-s2c-WELCOME': commands('WELCOME'),
  'wsB-txcmd-s2c-SUBSCRIPTIONS': commands('SUBSCRIPTIONS', 'LIST'),
  'wsB-txcmd-s2c-STATS': commands('STATS', 'STATS'),
  'wsB-txcmd-s2c-HEARTBEAT': commands('HEARTBEAT', undefined, 30),
  'wsB-tokens-s2c-TOKEN_REVOKED': socket('/ws/tokens', { emit: true, pick: first }),
  'wsB-tokens-s2c-ERROR': socket('/ws/tokens', { says: sample('wsB-tokens-c2s-SUBSCRIBE'), pick: first }),
  'rest-health': rest('/health'),
  'rest-info': rest('/info'),
  'rest-stats': rest('/stats'),
  'rest-performance-deprecated': rest('/deprecated/performance'),
  'rest-live-consensus': rest('/live/consensus'),
  'rest-live-validators': rest('/live/validators'),
  'rest-live-network': rest('/live/network'),
  'rest-live-channels': rest('/live/channels'),
  'rest-nodes': rest('/nodes?page=0&size=1'),
  'rest-nodes-summary': rest('/nodes/summary'),
  'rest-consensus-status': rest('/consensus/status'),
  'rest-consensus-nodes': rest('/consensus/nodes'),
  'rest-validators': rest('/validators'),
  'rest-datafeeds': rest('/datafeeds'),
  'rest-dashboard': rest('/dashboard'),
  'rest-blockchain-network-topology': rest('/blockchain/network/topology'),
  'rest-analytics-dashboard': rest('/analytics/dashboard'),
  'rest-login-response': async (stage) =>
    (await post(stage, '/login/authenticate', { username: 'demo', password: stage.password })).body,
  'rest-users-authenticate-response': async (stage) => (await post(stage, '/users/authenticate', {})).body,
  'rest-error-401': async ({ simulator }) => (await get(simulator, '/dashboard')).body,
  'rest-error-404-node': rest('/nodes/node-9999'),
  'rest-error-404-live-validator': rest('/live/validators/validator_999'),
  'rest-error-429': async ({ simulator }) => {
    for (let call = 0; call < 100; call += 1) await get(simulator, '/health');
    return (await get(simulator, '/health')).body;
  },
  'rest-demo-channel': demo(''),
  'rest-demo-channel-state': demo('/state'),
  'rest-demo-channel-metrics': demo('/metrics'),
  'rest-demo-node-metrics': demo('/nodes/metrics'),
  'rest-demo-channel-report': demo('/report'),
  'rest-demo-health': rest('/demo/health'),
  'rest-demo-node-metrics-channelnode': rest('/demo/channel-nodes/metrics'),
  'rest-demo-session': async (stage) => (await post(stage, '/demos', { demoName: 'Trial' })).body,
};

/** This server says more than these, on purpose: a grid has something to show (see `node-update.ts`, `frames.ts`). */
const MORE: Readonly<Record<string, Probe>> = {
  'wsA-design-s2c-node-update': (stage) => {
    const nodeId = stage.simulator.network.nodes.find((node) => node.type === 'validator')?.id;
    return socket('/ws', { says: { type: 'request', data: { resource: 'node-state', nodeId } }, pick: first })(stage);
  },
  'wsA-design-s2c-system-metrics': design('system-metrics', 'system-metrics'),
};

/** What nobody sends, by this protocol. */
const NOT_SENT: Readonly<Record<string, string>> = {
  'wsB-dashboard-s2c-nodes': 'nothing feeds the list of nodes',
  'wsB-tokens-s2c-SUBSCRIBED': 'every subscription is refused',
  'wsB-txcmd-s2c-INFO': 'nothing is ever queued, because nothing is broadcast',
  'wsB-protocol-envelope-unused': 'no endpoint uses it',
  'rest-health-seedera': 'an older backend',
  'rest-stats-seedera': 'an older backend',
};

/** Tables whose keys are data: only what stands behind a key has a shape. */
const TABLES = ['transactionsByType', 'distribution', 'node_health', 'regionDistribution', 'customMetrics'];

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const isTable = TABLES.includes(key) && Object.values(part as object).every((item) => typeof item !== 'string');
      return [
        key,
        isTable
          ? Object.values(part as object)
              .slice(0, 1)
              .map(comparable)
          : comparable(part),
      ];
    }),
  );
}

/** Samples of messages that a server of this protocol may send. */
const names = readdirSync(new URL('../../fixtures/samples/', import.meta.url))
  .filter((file) => /^(rest|wsA|wsB)-.*\.json$/.test(file) && !file.includes('-c2s-') && !file.includes('-request'))
  .map((file) => file.replace('.json', ''));

describe('the samples of the protocol', () => {
  it('are all either sent by this server, or known not to be', () => {
    const known = [...Object.keys(SENT), ...Object.keys(MORE), ...Object.keys(NOT_SENT), 'rest-health-portalgateway'];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !names.includes(name))).toEqual([]);
  });

  it.each(Object.entries(SENT))('%s has the shape of what this server sends', async (name, probe) => {
    const sent = await probe(await start());
    expect(shapeOf(comparable(sent))).toEqual(shapeOf(comparable(sample(name))));
  });

  it.each(Object.entries(MORE))('%s has nothing that this server does not send', async (name, probe) => {
    const sent = await probe(await start());
    expect(shapeOf(sent)).toMatchObject(shapeOf(sample(name)) as object);
  });

  it('rest-health-portalgateway has the shape of what this server sends where the gateway wins', async () => {
    const sent = await rest('/health')(await start(true));
    expect(shapeOf(sent)).toEqual(shapeOf(sample('rest-health-portalgateway')));
  });
});
