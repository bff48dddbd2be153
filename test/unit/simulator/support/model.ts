import { createStarterConfiguration, type Configuration } from '../../../../src/domain/configuration.js';
import type { Network } from '../../../../src/v11/simulator/network.js';
import { RecordingSink } from './recording-sink.js';

/** Where values come from in tests of the model. */
export const ORIGIN = { source: 'demo', at: 1_790_000_000_000, confidence: 'simulated' } as const;

/** Everything that a network writes. */
export function valuesOf(network: Network): unknown {
  const sink = new RecordingSink();
  network.writeTo(sink, ORIGIN);
  return { system: [...sink.figures], leader: sink.leaderId, nodes: [...sink.nodes] };
}

/** A small configuration with nodes of every type. */
export function starter(): Configuration {
  let ids = 0;
  return createStarterConfiguration({ name: 'Field trial', now: 0, newId: () => `id-${++ids}` });
}

/** Lets time pass in steps, a second each unless told otherwise, and looks after each of them. */
export function watch(network: Network, seconds: number, look: () => void, stepMs = 1_000): void {
  for (let passed = 0; passed < seconds * 1_000; passed += stepMs) {
    network.advance(stepMs);
    look();
  }
}
