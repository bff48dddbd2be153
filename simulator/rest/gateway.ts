/** What the portal's gateway answers where its handlers win (protocol 2.5): wrapped, in snake case, always HTTP 200. */
import { isoInstant } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { ok, type Reply, type Route } from './route.js';

/** Its six routes. A failure is told by `status` in the body alone. */
export function gatewayRoutes({ network, clock }: Simulation): Route[] {
  const wrap = (data: unknown, status = 200, message = 'ok'): Reply =>
    ok({ status, message, data, timestamp: isoInstant(clock.now()) });
  const uptime_seconds = (): number => Math.floor(network.uptimeMs / 1_000);
  const validators = (): Record<string, unknown>[] =>
    network.nodes.flatMap((node, row) =>
      node.type === 'validator'
        ? [
            {
              validator_id: node.id,
              status: network.state(row),
              blocks_validated: network.figure(row, 'blocksValidated'),
            },
          ]
        : [],
    );
  return [
    { path: '/health', answer: () => wrap({ status: 'healthy', uptime_seconds: uptime_seconds() }) },
    {
      path: '/info',
      answer: () => wrap({ name: 'Aurigraph V11', version: '12.0.0', uptime_seconds: uptime_seconds() }),
    },
    { path: '/channels', answer: () => wrap({ channels: [], total_channels: network.count('channel').enabled }) },
    { path: '/validators', answer: () => wrap({ validators: validators().slice(0, 100) }) },
    {
      path: '/validators/*',
      answer: ({ params: [id] }) => {
        const found = validators().find((validator) => validator.validator_id === id);
        return found === undefined ? wrap(null, 503, 'Validator service unavailable') : wrap(found);
      },
    },
    {
      path: '/analytics/performance',
      answer: () => wrap({ current_tps: network.system('tps'), average_tps: network.system('averageTps') }),
    },
  ];
}
