import { Lazy } from '../domain/lazy.js';

/** Live metrics to and from snapshots; loaded where metrics were kept or are to be kept. */
export const snapshots = new Lazy('The part of this library that keeps metrics', () => import('./snapshot.js'));
