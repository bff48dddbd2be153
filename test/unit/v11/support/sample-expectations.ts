/**
 * What each sample message has to be decoded to. Checked against the protocol one by one; a
 * sample that is missing here fails the test that reads the folder.
 */
import { expect } from 'vitest';
import type { Confidence, NodeField, SystemField } from '../../../../src/domain/live-update.js';
import type { NodeType } from '../../../../src/domain/node-config.js';
import type { BodyRoute, FrameKind, FrameSource } from '../../../../src/v11/index.js';
import { AT } from './decode.js';

/** A value and how far it can be trusted. */
type Told<Value> = readonly [Value, Confidence];

/** What a sink hears of a message. */
export interface Facts {
  readonly figures?: Partial<Record<SystemField, Told<number>>>;
  readonly leader?: Told<string>;
  readonly nodes?: Readonly<
    Record<
      string,
      {
        readonly type?: NodeType;
        readonly state?: string;
        readonly confidence: Confidence;
        readonly values: Partial<Record<NodeField, number>>;
      }
    >
  >;
}

/** What becomes of one sample. */
export type Expectation =
  /** One frame of a socket. */
  | { readonly socket: FrameSource; readonly kind: FrameKind; readonly facts?: Facts }
  /** One frame in each line. */
  | { readonly socket: FrameSource; readonly kinds: readonly FrameKind[] }
  /** The body of a REST answer. */
  | { readonly route: BodyRoute; readonly kind: FrameKind; readonly facts?: Facts }
  /** The body of a refusal, which becomes a failure. */
  | { readonly status: number; readonly failure: object }
  /** No message of the stream: on any socket it is of this kind and says nothing. */
  | { readonly apart: string; readonly kind: FrameKind };

/** Every sample of the folder by its name. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  'backend-nodeconfig-channel.json': { apart: 'a node configuration: interchange reads it', kind: 'unknown' },
  'config-erd-with-fk.json': { apart: 'a configuration: interchange reads it', kind: 'unknown' },
  'config-flutter-sdk-business.json': { apart: 'a configuration: interchange reads it', kind: 'malformed' },
  'config-flutter.json': { apart: 'a configuration: interchange reads it', kind: 'malformed' },
  'config-portal-saved.json': { apart: 'a configuration: interchange reads it', kind: 'unknown' },
  'config-reactnative.json': { apart: 'a configuration: interchange reads it', kind: 'malformed' },
  'config-seed-ts.json': { apart: 'a configuration: interchange reads it', kind: 'unknown' },
  'config-webdemo-v1.json': { apart: 'a configuration: interchange reads it', kind: 'unknown' },
  'feed-alpaca.json': { apart: 'a point of an API feed, made and counted on the client', kind: 'unknown' },
  'feed-twitter.json': { apart: 'a point of an API feed, made and counted on the client', kind: 'unknown' },
  'feed-weather.json': { apart: 'a point of an API feed, made and counted on the client', kind: 'unknown' },
  'metricscache-seed.json': { apart: 'a record of the metrics cache: storage reads it', kind: 'unknown' },
  'portal-node-channel.json': { apart: 'a node configuration: interchange reads it', kind: 'unknown' },
  'rest-analytics-dashboard.json': {
    route: '/analytics/dashboard',
    kind: 'data',
    facts: {
      figures: {
        averageTps: [60210.5, 'reported'],
        totalTransactions: [4120871, 'reported'],
        tps: [64120, 'reported'],
      },
    },
  },
  'rest-blockchain-network-topology.json': {
    route: '/blockchain/network/topology',
    kind: 'data',
    facts: {
      figures: { totalNodes: [156, 'constant'] },
      nodes: {
        'validator-001': { type: 'validator', state: 'ACTIVE', confidence: 'random', values: { latencyMs: 31.2 } },
        'full-node-020': { state: 'SYNCING', confidence: 'random', values: { latencyMs: 66 } },
      },
    },
  },
  'rest-consensus-nodes.json': {
    route: '/consensus/nodes',
    kind: 'data',
    facts: {
      figures: { term: [31, 'reported'] },
      leader: ['node-1', 'reported'],
      nodes: { 'node-1': { state: 'LEADER', confidence: 'reported', values: {} } },
    },
  },
  'rest-consensus-status.json': {
    route: '/consensus/status',
    kind: 'data',
    facts: {
      figures: { term: [31, 'reported'] },
      leader: ['node-1', 'reported'],
      nodes: { 'node-1': { state: 'LEADER', confidence: 'reported', values: {} } },
    },
  },
  'rest-dashboard.json': {
    route: '/dashboard',
    kind: 'data',
    facts: {
      figures: {
        tps: [64120, 'reported'],
        averageTps: [60210.5, 'reported'],
        peakTps: [71003, 'reported'],
        totalTransactions: [4120871, 'reported'],
        finalityMs: [41.2, 'reported'],
        finalityP50Ms: [38.9, 'reported'],
        finalityP95Ms: [77.4, 'reported'],
        finalityP99Ms: [96, 'reported'],
        activeNodes: [7, 'constant'],
        totalNodes: [7, 'constant'],
        cpuPercent: [21.7, 'reported'],
        memoryMb: [690, 'reported'],
      },
    },
  },
  'rest-datafeeds.json': { route: '/datafeeds', kind: 'control' },
  'rest-demo-channel-metrics.json': {
    route: '/demo/channels/demo-channel-1/metrics',
    kind: 'data',
    facts: { figures: { tps: [1012233.4, 'random'], cpuPercent: [55, 'random'] } },
  },
  'rest-demo-channel-report.json': { route: '/demo/channels/demo-channel-1/report', kind: 'data' },
  'rest-demo-channel-start-request.json': { apart: 'what a client posts', kind: 'unknown' },
  'rest-demo-channel-state.json': { route: '/demo/channels/demo-channel-1/state', kind: 'data' },
  'rest-demo-channel.json': {
    route: '/demo/channels/demo-channel-1790000123456',
    kind: 'data',
    facts: {
      nodes: {
        'demo-channel-1790000123456/validator-node-1': { type: 'validator', confidence: 'reported', values: {} },
        'demo-channel-1790000123456/business-node-1': { type: 'business', confidence: 'reported', values: {} },
        'demo-channel-1790000123456/slim-node-1': { type: 'slim', confidence: 'reported', values: {} },
      },
    },
  },
  'rest-demo-channels-create-request.json': { apart: 'what a client posts', kind: 'unknown' },
  'rest-demo-health.json': { route: '/demo/health', kind: 'control' },
  'rest-demo-node-metrics-channelnode.json': {
    route: '/demo/channel-nodes/metrics',
    kind: 'data',
    facts: {
      nodes: {
        'channel-node-1': {
          type: 'channel',
          confidence: 'measured',
          values: { totalMessages: 5120, throughput: 7, latencyMs: 2.5, activeConnections: 12, errorCount: 2 },
        },
      },
    },
  },
  'rest-demo-node-metrics.json': {
    route: '/demo/channels/demo-channel-1/nodes/metrics',
    kind: 'data',
    facts: {
      nodes: {
        'demo-channel-1/validator-node-1': {
          type: 'validator',
          state: 'healthy',
          confidence: 'random',
          values: { throughput: 131220.4, latencyMs: 71, transactionsProcessed: 512004, errorCount: 2 },
        },
      },
    },
  },
  'rest-demo-session.json': { apart: 'a booking of a demo: nothing about the network', kind: 'unknown' },
  'rest-error-401.json': { status: 401, failure: { code: 'unauthorized' } },
  'rest-error-404-live-validator.json': {
    status: 404,
    failure: { code: 'bad-response', message: expect.stringContaining('not found') as string },
  },
  'rest-error-404-node.json': {
    status: 404,
    failure: { code: 'bad-response', message: expect.stringContaining('Node not found') as string },
  },
  'rest-error-429.json': { status: 429, failure: { code: 'rate-limited', retryAt: AT + 2_817_000 } },
  'rest-health-portalgateway.json': { route: '/health', kind: 'control' },
  'rest-health-seedera.json': { route: '/health', kind: 'control' },
  'rest-health.json': { route: '/health', kind: 'control' },
  'rest-info.json': { route: '/info', kind: 'control' },
  'rest-live-channels.json': { route: '/live/channels', kind: 'data' },
  'rest-live-consensus.json': {
    route: '/live/consensus',
    kind: 'data',
    facts: {
      figures: {
        term: [31, 'reported'],
        consensusRounds: [89240, 'reported'],
        participationPercent: [100, 'reported'],
      },
      leader: ['node-2', 'reported'],
    },
  },
  'rest-live-network.json': {
    route: '/live/network',
    kind: 'data',
    facts: {
      figures: { tps: [932.4, 'random'] },
      nodes: { 'node-1': { state: 'online', confidence: 'random', values: {} } },
    },
  },
  'rest-live-validators.json': {
    route: '/live/validators',
    kind: 'data',
    facts: {
      figures: { blocksValidated: [101223, 'random'] },
      nodes: {
        validator_000: { type: 'validator', state: 'ACTIVE', confidence: 'random', values: { blocksValidated: 8123 } },
      },
    },
  },
  'rest-login-request.json': { apart: 'a login: nothing about the network', kind: 'unknown' },
  'rest-login-response.json': { apart: 'a login: nothing about the network', kind: 'unknown' },
  'rest-nodes-summary.json': {
    route: '/nodes/summary',
    kind: 'data',
    facts: { figures: { activeNodes: [138, 'reported'], totalNodes: [145, 'reported'] } },
  },
  'rest-nodes.json': {
    route: '/nodes',
    kind: 'data',
    facts: { nodes: { 'node-0001': { type: 'validator', state: 'ACTIVE', confidence: 'reported', values: {} } } },
  },
  'rest-performance-deprecated.json': { route: '/deprecated/performance', kind: 'control' },
  'rest-stats-seedera.json': {
    route: '/stats',
    kind: 'data',
    facts: {
      figures: {
        averageTps: [28120, 'reported'],
        peakTps: [31000, 'reported'],
        totalTransactions: [1934502, 'reported'],
        blocksValidated: [4182, 'reported'],
      },
    },
  },
  'rest-stats.json': {
    route: '/stats',
    kind: 'data',
    facts: {
      figures: {
        tps: [801220, 'random'],
        averageTps: [790004, 'random'],
        peakTps: [948004.8, 'random'],
        totalTransactions: [9120440, 'random'],
        cpuPercent: [52.9, 'random'],
        memoryMb: [388.2, 'random'],
        term: [418, 'random'],
        finalityMs: [58.4, 'random'],
        blocksValidated: [101223, 'random'],
        activeNodes: [22, 'constant'],
        totalNodes: [25, 'constant'],
      },
      leader: ['validator-7', 'random'],
    },
  },
  'rest-users-authenticate-response.json': { apart: 'a login: nothing about the network', kind: 'unknown' },
  'rest-validators.json': {
    route: '/validators',
    kind: 'data',
    facts: {
      figures: { blocksValidated: [101223, 'reported'] },
      nodes: {
        validator_0: { type: 'validator', state: 'ACTIVE', confidence: 'reported', values: { blocksValidated: 8123 } },
      },
    },
  },
  'settings-portal-slice.json': { apart: 'settings: storage reads them', kind: 'unknown' },
  'settings-prefixed.json': { apart: 'settings: storage reads them', kind: 'unknown' },
  'settings-seed.json': { apart: 'settings: storage reads them', kind: 'unknown' },
  'wsA-design-c2s-authenticate-future.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-ping.json': { socket: '/ws', kind: 'control' },
  'wsA-design-c2s-request-node-state.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-request-system-health.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-subscribe-node.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-subscribe.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-transaction.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-c2s-unsubscribe.json': { socket: '/ws', kind: 'unknown' },
  'wsA-design-s2c-consensus-update.json': {
    socket: '/ws',
    kind: 'data',
    facts: { figures: { term: [18, 'reported'] }, leader: ['node-validator-204482', 'reported'] },
  },
  'wsA-design-s2c-node-update.json': {
    socket: '/ws',
    kind: 'data',
    facts: {
      nodes: {
        'node-validator-204481': {
          state: 'LEADER',
          confidence: 'reported',
          values: { throughput: 9640, blocksValidated: 4182, consensusRounds: 4197 },
        },
      },
    },
  },
  'wsA-design-s2c-pong.json': { socket: '/ws', kind: 'control' },
  'wsA-design-s2c-system-metrics.json': {
    socket: '/ws',
    kind: 'data',
    facts: {
      figures: {
        tps: [28640, 'reported'],
        totalTransactions: [1934502, 'reported'],
        activeNodes: [12, 'reported'],
        finalityMs: [142.6, 'reported'],
        term: [17, 'reported'],
      },
      leader: ['node-validator-204481', 'reported'],
    },
  },
  'wsB-channels-c2s-subscribe.json': { socket: '/ws/channels', kind: 'unknown' },
  'wsB-channels-c2s-unsubscribe.json': { socket: '/ws/channels', kind: 'unknown' },
  'wsB-channels-s2c-block.json': {
    socket: '/ws/channels',
    kind: 'data',
    facts: { figures: { blocksValidated: [12571, 'random'] } },
  },
  'wsB-channels-s2c-channel_update.json': {
    socket: '/ws/channels',
    kind: 'data',
    facts: { figures: { tps: [903417, 'random'], totalTransactions: [150622019, 'random'] } },
  },
  'wsB-channels-s2c-connected.json': { socket: '/ws/channels', kind: 'control' },
  'wsB-channels-s2c-error.json': { socket: '/ws/channels', kind: 'control' },
  'wsB-channels-s2c-subscribed.json': { socket: '/ws/channels', kind: 'control' },
  'wsB-channels-s2c-transaction.json': { socket: '/ws/channels', kind: 'data' },
  'wsB-consensus.json': {
    socket: '/ws/consensus',
    kind: 'data',
    facts: {
      figures: { term: [9, 'reported'], consensusRounds: [12, 'reported'] },
      leader: ['0x7a3f91c0d5e826b47a3f91c0d5e826b47a3f91c0', 'reported'],
    },
  },
  'wsB-dashboard-c2s-subscribe.json': { socket: '/ws/dashboard', kind: 'unknown' },
  'wsB-dashboard-s2c-ack.json': { socket: '/ws/dashboard', kind: 'control' },
  'wsB-dashboard-s2c-metrics.json': {
    socket: '/ws/dashboard',
    kind: 'data',
    facts: {
      figures: {
        tps: [64120, 'reported'],
        averageTps: [60210.5, 'reported'],
        peakTps: [71003, 'reported'],
        totalTransactions: [4120871, 'reported'],
        finalityMs: [41.2, 'reported'],
        finalityP50Ms: [38.9, 'reported'],
        finalityP95Ms: [77.4, 'reported'],
        finalityP99Ms: [96, 'reported'],
        activeNodes: [7, 'constant'],
        totalNodes: [7, 'constant'],
        cpuPercent: [21.7, 'reported'],
        memoryMb: [690, 'reported'],
      },
    },
  },
  'wsB-dashboard-s2c-nodes-empty.json': { socket: '/ws/dashboard', kind: 'data' },
  'wsB-dashboard-s2c-nodes.json': {
    socket: '/ws/dashboard',
    kind: 'data',
    facts: {
      nodes: {
        'node-3': {
          type: 'validator',
          state: 'FOLLOWER',
          confidence: 'reported',
          values: { throughput: 9150, transactionsProcessed: 588120, blocksValidated: 1320, latencyMs: 12.4 },
        },
      },
    },
  },
  'wsB-dashboard-s2c-performance.json': {
    socket: '/ws/dashboard',
    kind: 'data',
    facts: {
      figures: {
        tps: [64120, 'reported'],
        averageTps: [60210.5, 'reported'],
        peakTps: [71003, 'reported'],
        finalityMs: [41.2, 'reported'],
        errorRate: [0, 'reported'],
      },
    },
  },
  'wsB-live-c2s-ping.json': { socket: '/api/v11/live/stream', kind: 'unknown' },
  'wsB-live-c2s-subscribe.json': { socket: '/api/v11/live/stream', kind: 'unknown' },
  'wsB-live-c2s-unsubscribe.json': { socket: '/api/v11/live/stream', kind: 'unknown' },
  'wsB-live-s2c-block_update.json': { socket: '/api/v11/live/stream', kind: 'data' },
  'wsB-live-s2c-connection_established.json': { socket: '/api/v11/live/stream', kind: 'control' },
  'wsB-live-s2c-error.json': { socket: '/api/v11/live/stream', kind: 'control' },
  'wsB-live-s2c-network_update.json': {
    socket: '/api/v11/live/stream',
    kind: 'data',
    facts: { figures: { activeNodes: [64, 'constant'], totalNodes: [100, 'constant'] } },
  },
  'wsB-live-s2c-pong.json': { socket: '/api/v11/live/stream', kind: 'control' },
  'wsB-live-s2c-subscription_confirmed.json': { socket: '/api/v11/live/stream', kind: 'control' },
  'wsB-live-s2c-tps_update.json': {
    socket: '/api/v11/live/stream',
    kind: 'data',
    facts: { figures: { tps: [812334, 'random'], averageTps: [750000, 'constant'], peakTps: [800000, 'constant'] } },
  },
  'wsB-live-s2c-validator_update.json': { socket: '/api/v11/live/stream', kind: 'data' },
  'wsB-metrics.json': {
    socket: '/ws/metrics',
    kind: 'data',
    facts: {
      figures: {
        tps: [781204, 'measured'],
        cpuPercent: [37.5, 'measured'],
        memoryMb: [1184, 'measured'],
        errorRate: [0.001, 'constant'],
      },
    },
  },
  'wsB-network.json': {
    socket: '/ws/network',
    kind: 'data',
    facts: { nodes: { 'peer-7f21': { state: 'connected', confidence: 'reported', values: { latencyMs: 23 } } } },
  },
  'wsB-portal-invalid-frames.txt': { socket: '/api/v11/portal/websocket', kinds: ['malformed', 'malformed'] },
  'wsB-protocol-envelope-unused.json': {
    socket: '/api/v11/portal/websocket',
    kind: 'data',
    facts: { figures: { tps: [1, 'reported'] } },
  },
  'wsB-tokens-c2s-PING.json': { socket: '/ws/tokens', kind: 'unknown' },
  'wsB-tokens-c2s-SUBSCRIBE.json': { socket: '/ws/tokens', kind: 'unknown' },
  'wsB-tokens-s2c-ERROR.json': { socket: '/ws/tokens', kind: 'control' },
  'wsB-tokens-s2c-SUBSCRIBED.json': { socket: '/ws/tokens', kind: 'control' },
  'wsB-tokens-s2c-TOKEN_REVOKED.json': { socket: '/ws/tokens', kind: 'control' },
  'wsB-transactions-legacy.json': { socket: '/ws/transactions/legacy', kind: 'data' },
  'wsB-txcmd-c2s-commands.txt': {
    socket: '/ws/transactions',
    kinds: ['malformed', 'malformed', 'malformed', 'malformed', 'malformed'],
  },
  'wsB-txcmd-s2c-HEARTBEAT.json': { socket: '/ws/transactions', kind: 'control' },
  'wsB-txcmd-s2c-INFO.json': { socket: '/ws/transactions', kind: 'control' },
  'wsB-txcmd-s2c-STATS.json': { socket: '/ws/transactions', kind: 'control' },
  'wsB-txcmd-s2c-SUBSCRIPTIONS.json': { socket: '/ws/transactions', kind: 'control' },
  'wsB-txcmd-s2c-WELCOME.json': { socket: '/ws/transactions', kind: 'control' },
  'wsB-txcmd-s2c-textframes.txt': { socket: '/ws/transactions', kinds: ['control', 'control', 'control', 'control'] },
  'wsB-v11-c2s-auth.json': { socket: '/ws/v11', kind: 'unknown' },
  'wsB-v11-c2s-ping.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-c2s-pong.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-c2s-subscribe.json': { socket: '/ws/v11', kind: 'unknown' },
  'wsB-v11-c2s-unsubscribe.json': { socket: '/ws/v11', kind: 'unknown' },
  'wsB-v11-s2c-auth_required.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-auth_response-error.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-auth_response-ok.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-error.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-message-analytics.json': {
    socket: '/ws/v11',
    kind: 'data',
    facts: {
      figures: { tps: [15230, 'reported'], blocksValidated: [12507, 'reported'], cpuPercent: [21.7, 'reported'] },
    },
  },
  'wsB-v11-s2c-ping.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-pong.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-subscribe_response.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-v11-s2c-unsubscribe_response.json': { socket: '/ws/v11', kind: 'control' },
  'wsB-validators.json': {
    socket: '/ws/validators',
    kind: 'data',
    facts: {
      nodes: {
        '0xc41d90aa27be6358c41d90aa27be6358c41d90aa': {
          type: 'validator',
          state: 'ACTIVE',
          confidence: 'reported',
          values: {},
        },
      },
    },
  },
  'wsC-portaltypes-ALERT.json': { socket: '/ws', kind: 'control' },
  'wsC-portaltypes-CONSENSUS_UPDATE.json': {
    socket: '/ws',
    kind: 'data',
    facts: {
      figures: { term: [418, 'reported'], finalityMs: [58.4, 'reported'], blocksValidated: [101223, 'reported'] },
      leader: ['validator-7', 'reported'],
    },
  },
  'wsC-portaltypes-ERROR.json': { socket: '/ws', kind: 'control' },
  'wsC-portaltypes-HEARTBEAT.json': { socket: '/ws', kind: 'control' },
  'wsC-portaltypes-SUBSCRIBE.json': { socket: '/ws', kind: 'control' },
  'wsC-portaltypes-TRANSACTION_UPDATE.json': { socket: '/ws', kind: 'data' },
  'wsC-portaltypes-UNSUBSCRIBE.json': { socket: '/ws', kind: 'control' },
  'wsD-hooks2025-consensus.json': {
    socket: '/ws/metrics',
    kind: 'data',
    facts: { figures: { term: [9, 'reported'], consensusRounds: [12, 'reported'] }, leader: ['val-7', 'reported'] },
  },
  'wsD-hooks2025-metrics.json': {
    socket: '/ws/metrics',
    kind: 'data',
    facts: { figures: { tps: [801220, 'reported'], errorRate: [0.02, 'reported'], cpuPercent: [52.9, 'reported'] } },
  },
  'wsD-hooks2025-transactions.json': { socket: '/ws/metrics', kind: 'data' },
  'wsD-portalservice-c2s-send.json': { socket: '/ws/metrics', kind: 'unknown' },
  'wsD-portalservice-envelope.json': {
    socket: '/ws/metrics',
    kind: 'data',
    facts: {
      figures: {
        tps: [801220, 'reported'],
        averageTps: [790004, 'reported'],
        peakTps: [948004, 'reported'],
        totalTransactions: [9120440, 'reported'],
        cpuPercent: [52.9, 'reported'],
        memoryMb: [388.2, 'reported'],
      },
    },
  },
};
