/** Points of the past inside an answer. */
import type { Origin } from '../../domain/live-update.js';
import { instant, originAt, recordsIn, type JsonRecord } from './readers.js';

/** Most points that are taken: an hour of seconds. */
const MAX_POINTS = 3_600;

/**
 * Tells points one by one, oldest first, whatever their order in the list (protocol 1.6 has them newest first), each
 * with its own time: as long before the answer as the backend's clock says. Points without a usable time are left out.
 *
 * @param sentAt the answer's own time; the newest point's counts where it has none
 */
export function tellHistory(
  points: unknown,
  sentAt: unknown,
  newest: Origin,
  tellPoint: (point: JsonRecord, origin: Origin) => void,
): void {
  const timed = recordsIn(points)
    .slice(0, MAX_POINTS)
    .map((point) => ({ point, at: instant(point.timestamp) ?? NaN }))
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at);
  const end = Math.max(instant(sentAt) ?? -Infinity, timed.at(-1)?.at ?? -Infinity);
  // A point's own time, and not that of the answer, which would make all of them one moment.
  for (const { point, at } of timed) tellPoint(point, { ...originAt(newest, newest.at - (end - at)), sentAt: at });
}
