import { createStarterConfiguration, type Configuration } from '../../src/domain/configuration.js';
import { createSession, type Session, type SessionOptions } from '../../src/session/session.js';
import { MemoryRecords, type Change, type Selection } from '../../src/storage/index.js';

let opened = 0;

/** A namespace that no other test has used, so that each begins with an empty storage. */
export function ownNamespace(): string {
  return `config-editor-test-${(opened += 1)}-${crypto.randomUUID()}`;
}

/** A session on the browser's own storage that connects to nothing. */
export function storedSession(namespace: string, options: SessionOptions = {}): Session {
  return createSession({ namespace, mode: 'live', autoConnect: false, ...options });
}

/** A configuration with nodes of every type. */
export function example(name = 'Production test setup'): Configuration {
  return createStarterConfiguration({ name, now: Date.now(), newId: () => crypto.randomUUID() });
}

/** The example with so many channels and nothing else. */
export function channels(count: number): Configuration {
  const configuration = example();
  const [node] = configuration.nodes;
  if (node === undefined) throw new Error('The example has nodes.');
  const nodes = Array.from({ length: count }, (_, index) => ({
    ...node,
    id: `node-${index}`,
    name: `Channel ${index + 1}`,
  }));
  return { ...configuration, nodes };
}

/** Records in memory that refuse to read or to write when told to. */
export class TroubledRecords extends MemoryRecords {
  /** Why nothing can be written. */
  writing: Error | undefined;
  /** Why nothing can be read; `silence` never answers. */
  reading: Error | 'silence' | undefined;

  override readAll(prefix: string): Promise<ReadonlyMap<string, unknown>> {
    if (this.reading === 'silence') return new Promise(() => undefined);
    return this.reading === undefined ? super.readAll(prefix) : Promise.reject(this.reading);
  }

  override transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result> {
    return this.writing === undefined ? super.transact(selection, change) : Promise.reject(this.writing);
  }
}
