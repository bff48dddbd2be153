import type { DataHealth } from '../../../session/data-health.js';
import type { OwnSeries } from './own-series.js';
import type { Picture } from './picture.js';

/** What stands in the place of the picture, if it is not the picture. */
export type ChartPhase = 'chart' | 'loading' | 'idle' | 'failed' | 'empty' | 'refused';

/** What a chart shows. */
export function phaseOf(picture: Picture | undefined, own: OwnSeries, { state }: DataHealth): ChartPhase {
  if (picture !== undefined) return 'chart';
  if (own.isGiven) return own.refusal === undefined ? 'empty' : 'refused';
  return state === 'loading' || state === 'failed' || state === 'idle' ? state : 'empty';
}
