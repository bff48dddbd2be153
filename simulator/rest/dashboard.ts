/** `GET /dashboard` and what is below it (protocol 2.6), behind a token: the trees of `/ws/dashboard`, with ISO instants. */
import {
  dashboardMetrics,
  performanceMetrics,
  type DashboardHistory,
} from '../profiles/backend-head/dashboard-data.js';
import { withIsoInstants } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { failed, ok, type Route } from './route.js';

const PERIODS = ['1h', '6h', '24h'];

/** The routes whose answers are known: the tree, its parts, and the minute of history whatever the period. */
export function dashboardRoutes(simulation: Simulation, history: DashboardHistory): Route[] {
  const tree = (): Record<string, unknown> =>
    dashboardMetrics(simulation, history, simulation.connections('/ws/dashboard'));
  return [
    { path: '/dashboard', answer: () => ok(withIsoInstants(tree())) },
    { path: '/dashboard/performance', answer: () => ok(withIsoInstants(performanceMetrics(simulation))) },
    { path: '/dashboard/nodes', answer: () => ok([]) },
    { path: '/dashboard/transactions', answer: () => ok(tree().transactionMetrics) },
    {
      path: '/dashboard/history/*',
      answer: ({ params: [period = ''] }) =>
        PERIODS.includes(period) ? ok(withIsoInstants(history.points)) : failed(400, 'Period must be 1h, 6h or 24h'),
    },
  ];
}
