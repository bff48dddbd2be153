/** `/demos` (protocol 2.7), behind a token: demo sessions whose nodes are JSON inside text, and whose dates have no zone. */
import { localDateTime } from '../instants.js';
import type { Simulation } from '../profiles/profile.js';
import { base36 } from '../texts.js';
import { numberIn, textIn } from './request-fields.js';
import { failed, ok, type Reply, type Request, type Route } from './route.js';

const MAX_DEMOS = 200;
const USUAL_MINUTES = 10;
const MAX_ADMIN_MINUTES = 1_440;

interface Demo {
  readonly id: string;
  readonly createdAt: number;
  readonly isAdminDemo: boolean;
  readonly texts: Readonly<Record<string, string>>;
  status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'EXPIRED' | 'ERROR';
  lastActivity: number;
  durationMinutes: number;
  transactionCount: number;
  merkleRoot: string;
}

const TEXTS = ['demoName', 'userEmail', 'userName', 'description'] as const;
const JSON_TEXTS = ['channelsJson', 'validatorsJson', 'businessNodesJson', 'slimNodesJson'] as const;

/** All of them. */
export function demoSessionRoutes(simulation: Simulation): Route[] {
  const { clock } = simulation;
  const demos = new Map<string, Demo>();
  const at = (method: Route['method'], path: string, answer: (demo: Demo, request: Request) => Reply): Route => ({
    method,
    path: `/demos/*${path}`,
    answer: (request) => {
      const demo = demos.get(request.params[0] ?? '');
      return demo === undefined ? failed(404, 'Demo not found') : answer(demo, request);
    },
  });
  const change = (demo: Demo, changes: Partial<Demo>): Reply => {
    Object.assign(demo, changes, { lastActivity: clock.now() });
    return ok(bodyOf(demo));
  };
  return [
    { path: '/demos', answer: () => ok([...demos.values()].map(bodyOf)) },
    { method: 'POST', path: '/demos', answer: (request) => create(demos, simulation, request) },
    at('GET', '', (demo) => ok(bodyOf(demo))),
    at('PUT', '', (demo, request) =>
      change(demo, {
        transactionCount: numberIn(request, 'transactionCount', demo.transactionCount, 1e15),
        merkleRoot: textIn(request, 'merkleRoot', demo.merkleRoot),
      }),
    ),
    at('DELETE', '', (demo) => {
      demos.delete(demo.id);
      return { status: 204, body: undefined };
    }),
    at('POST', '/start', (demo) => change(demo, { status: 'RUNNING' })),
    at('POST', '/stop', (demo) => change(demo, { status: 'STOPPED' })),
    at('POST', '/transactions', (demo) => change(demo, { transactionCount: demo.transactionCount + 1 })),
    at('POST', '/extend', (demo, { user }) =>
      user?.role === 'ADMIN'
        ? change(demo, { durationMinutes: Math.min(MAX_ADMIN_MINUTES, demo.durationMinutes + USUAL_MINUTES) })
        : failed(403, 'Only admins may extend a demo'),
    ),
  ];
}

function create(demos: Map<string, Demo>, { clock, random }: Simulation, request: Request): Reply {
  if (request.body === undefined) return failed(400, 'Request body must be a JSON object');
  if (demos.size >= MAX_DEMOS) return failed(503, 'Too many demos');
  const isAdminDemo = request.query.get('isAdmin') === 'true' && request.user?.role === 'ADMIN';
  const wanted = Number(request.query.get('durationMinutes') ?? USUAL_MINUTES);
  const most = isAdminDemo ? MAX_ADMIN_MINUTES : USUAL_MINUTES;
  const now = clock.now();
  const demo: Demo = {
    id: `demo_${now}_${base36(random, 9)}`,
    createdAt: now,
    isAdminDemo,
    texts: Object.fromEntries([
      ...TEXTS.map((name) => [name, textIn(request, name, '')]),
      ...JSON_TEXTS.map((name) => [name, textIn(request, name, '[]')]),
    ]) as Record<string, string>,
    status: 'PENDING',
    lastActivity: now,
    durationMinutes: Number.isFinite(wanted) ? Math.min(most, Math.max(1, wanted)) : USUAL_MINUTES,
    transactionCount: 0,
    merkleRoot: '',
  };
  demos.set(demo.id, demo);
  return { status: 201, body: bodyOf(demo) };
}

function bodyOf(demo: Demo): Record<string, unknown> {
  const { texts, createdAt, lastActivity, ...rest } = demo;
  return {
    ...rest,
    ...texts,
    createdAt: localDateTime(createdAt),
    lastActivity: localDateTime(lastActivity),
    expiresAt: localDateTime(createdAt + demo.durationMinutes * 60_000),
  };
}
