/** `GET /datafeeds` (protocol 2.6), behind a token: nothing about the calls of slim nodes, which are made by clients. */
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Route } from './route.js';

const FEEDS = [
  { feedId: 'feed_market_001', name: 'Market', type: 'MARKET_DATA', updateFrequency: '30s', latency: 45 },
  { feedId: 'feed_oracle_002', name: 'Oracle', type: 'ORACLE', updateFrequency: '60s', latency: 80 },
  { feedId: 'feed_iot_003', name: 'Sensors', type: 'IOT_SENSOR', updateFrequency: '10s', latency: 20 },
  { feedId: 'feed_weather_004', name: 'Weather', type: 'WEATHER', updateFrequency: '300s', latency: 120 },
] as const;

/** Four feeds that are always well. */
export function datafeedsRoute({ clock, network }: Simulation): Route {
  return {
    path: '/datafeeds',
    answer: () =>
      ok({
        totalFeeds: FEEDS.length,
        activeFeeds: FEEDS.length,
        feeds: FEEDS.map(({ feedId, name, type, updateFrequency, latency }) => ({
          feedId,
          name,
          type,
          source: 'example',
          endpoint: `https://${name.toLowerCase()}.example/api`,
          status: 'ACTIVE',
          updateFrequency,
          dataFormat: 'JSON',
          subscribedAgents: 3,
          totalDataPoints: Math.floor(network.uptimeMs / 1_000),
          lastUpdate: isoInstant(clock.now()),
          createdAt: '2026-01-03T00:00:00Z',
          healthStatus: 'HEALTHY',
          latency,
        })),
      }),
  };
}
