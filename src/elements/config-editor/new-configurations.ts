/** Configurations that an editor creates. */
import { createConfiguration, createStarterConfiguration, type Configuration } from '../../domain/configuration.js';
import { createNodeConfiguration } from '../../domain/node-config.js';
import type { Session } from '../../session/session.js';
import { freeName } from './draft-edits.js';

/** Names for what is created, in the language of the editor. */
export interface NewNames {
  readonly configuration: string;
  readonly example: string;
  readonly firstNode: string;
}

/** What new configurations are made from. */
interface NewConfigurations {
  readonly session: Pick<Session, 'newId' | 'now' | 'state'>;
  /** Those that exist; a new one gets a name of its own. */
  readonly list: readonly Configuration[];
  readonly names: NewNames;
}

/** One with a single node, ready to be saved. The first of all is the default one. */
export function plainConfiguration({ session, list, names }: NewConfigurations): Configuration {
  const { performanceMode } = session.state;
  const name = freeName(names.configuration, namesOf(list));
  const nodes = [createNodeConfiguration('channel', session.newId(), freeName(names.firstNode, []))];
  const plain = createConfiguration({ id: session.newId(), name, now: session.now(), performanceMode });
  return { ...plain, nodes, isDefault: list.length === 0 };
}

/** A small network with nodes of every type. */
export function exampleConfiguration({ session, list, names }: NewConfigurations): Configuration {
  const { performanceMode } = session.state;
  const taken = namesOf(list);
  const name = taken.includes(names.example) ? freeName(names.example, taken) : names.example;
  const example = createStarterConfiguration({
    name,
    now: session.now(),
    newId: () => session.newId(),
    performanceMode,
  });
  return { ...example, isDefault: list.length === 0 };
}

/** A copy under another name, with ids of its own. Fields that this library does not know are copied too. */
export function copiedConfiguration(original: Configuration, { session, list }: NewConfigurations): Configuration {
  const { id, name, created, modified, isDefault } = createConfiguration({
    id: session.newId(),
    name: freeName(original.name, namesOf(list)),
    now: session.now(),
  });
  const copy = structuredClone(original);
  const nodes = copy.nodes.map((node) => ({ ...node, id: session.newId() }));
  return { ...copy, id, name, created, modified, isDefault, nodes };
}

function namesOf(list: readonly Configuration[]): string[] {
  return list.map(({ name }) => name);
}
