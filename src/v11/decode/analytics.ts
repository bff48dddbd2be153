/** `GET /analytics/dashboard` (protocol 2.6). */
import type { UpdateSink } from '../../domain/live-update.js';
import type { FrameKind } from './frame-kind.js';
import { tellHistory } from './history.js';
import { originOf, recordOf } from './readers.js';
import { tell, tellByName } from './system-figures.js';

/** Totals, and the throughput of the past. The list of the best validators is a ranking and not who is there. */
export function decodeAnalyticsDashboard(body: unknown, sink: UpdateSink, receivedAt: number): FrameKind {
  const analytics = recordOf(body);
  if (analytics === undefined) return 'malformed';
  const reported = originOf('/analytics/dashboard', receivedAt, 'reported', analytics);
  tellByName(sink, analytics, reported);
  tellHistory(analytics.tpsOverTime, analytics.timestamp, reported, (point, origin) => {
    tell(sink, 'tps', point.tps, origin);
  });
  return 'data';
}
