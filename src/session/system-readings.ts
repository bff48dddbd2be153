import type { Origin, SystemField } from '../domain/live-update.js';
import { arrivalOrder } from './arrival-order.js';

/** A value and where it comes from. */
export interface Reading<Value> {
  readonly value: Value;
  readonly origin: Origin;
}

/** The last figures of the whole network. A late value never replaces a newer one of the same source. */
export class SystemReadings {
  readonly #figures = new Map<SystemField, Reading<number>>();
  #leader: Reading<string> | undefined;

  /** A figure with its origin, or nothing if it is unknown. */
  figure(field: SystemField): Reading<number> | undefined {
    return this.#figures.get(field);
  }

  /** Id of the leader with its origin; an empty id means that nobody is known to lead. */
  get leader(): Reading<string> | undefined {
    return this.#leader;
  }

  /** Takes a figure, and tells whether it was news: neither late, nor repeated, nor anything but a finite number. */
  take(field: SystemField, value: number, origin: Origin): boolean {
    if (!Number.isFinite(value) || !isNews(this.#figures.get(field), value, origin)) return false;
    this.#figures.set(field, { value, origin });
    return true;
  }

  /** Takes who leads, in the same way. */
  takeLeader(nodeId: string, origin: Origin): boolean {
    if (!isNews(this.#leader, nodeId, origin)) return false;
    this.#leader = { value: nodeId, origin };
    return true;
  }

  /** Sets a figure that was found to be news elsewhere. */
  set(field: SystemField, reading: Reading<number>): void {
    this.#figures.set(field, reading);
  }

  /** Sets who leads, in the same way. */
  setLeader(reading: Reading<string>): void {
    this.#leader = reading;
  }

  /** Forgets everything. */
  clear(): void {
    this.#figures.clear();
    this.#leader = undefined;
  }
}

function isNews<Value>(last: Reading<Value> | undefined, value: Value, { source, at, sentAt = NaN }: Origin): boolean {
  if (last === undefined || last.origin.source !== source) return true;
  const order = arrivalOrder(last.origin.at, last.origin.sentAt ?? NaN, at, sentAt);
  return order === 'newer' || (order === 'same' && value !== last.value);
}
