/**
 * The part of the storage benchmark that runs in the page. Contenders take turns, one operation each, and who begins
 * changes every round, so that a slow moment of the machine hits all of them.
 */
import {
  dexieStore,
  idbKeyvalStore,
  localForageStore,
  Ours,
  OursLive,
  Peer,
  rawIndexedDb,
  type Contender,
} from './contenders.js';
import { canonicalJson } from '../../src/storage/journal/fingerprint.js';
import type { MetricsCache } from '../../src/domain/metrics.js';
import { configurationOf, idOf, metricsOf } from './workload.js';

/** What is measured: milliseconds of each operation, by contender. */
export type Times = Record<string, number[]>;

const ours = new Ours();
const oursLive = new OursLive();
const peers: readonly Contender[] = [
  new Peer('raw IndexedDB, strict', rawIndexedDb('strict')),
  new Peer('raw IndexedDB', rawIndexedDb('relaxed')),
  new Peer('idb-keyval', idbKeyvalStore()),
  new Peer('Dexie', dexieStore()),
  new Peer('localForage', localForageStore()),
];
const forConfigurations: readonly Contender[] = [ours, ...peers];
const forMetrics: readonly Contender[] = [ours, oursLive, ...peers];

type Operation = (contender: Contender, round: number) => Promise<unknown>;

async function inTurns(
  contenders: readonly Contender[],
  rounds: number,
  operation: Operation,
  prepare: (contender: Contender, round: number) => void = () => undefined,
): Promise<Times> {
  const times: Times = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const contender = contenders[(round + turn) % contenders.length];
      if (contender === undefined) continue;
      prepare(contender, round);
      await pause();
      const start = performance.now();
      await operation(contender, round);
      times[contender.name]?.push(performance.now() - start);
    }
  }
  return times;
}

/** Lets what an operation left behind come to an end. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}

/** Every row about configurations, with `count` of them stored. */
async function configurations(count: number, rounds: number): Promise<Record<string, Times>> {
  const stored = Array.from({ length: count }, (_, index) => configurationOf(index));
  for (const contender of forConfigurations) await contender.open(stored);
  const at = (round: number): number => (round * 7) % count;
  const edited = (round: number) => ({ ...configurationOf(at(round)), description: `Edit ${round}` });
  const files = Array.from({ length: rounds }, (_, round) => JSON.stringify(edited(round), null, 2));
  const rows = {
    'save configuration': await inTurns(forConfigurations, rounds, (contender, round) =>
      contender.saveConfiguration(edited(round)),
    ),
    'load configuration': await inTurns(forConfigurations, rounds, (contender, round) =>
      contender.loadConfiguration(idOf(at(round))),
    ),
    'query default configuration': await inTurns(forConfigurations, rounds, (contender) => contender.loadDefault()),
    'export configuration': await inTurns(forConfigurations, rounds, (contender, round) =>
      contender.exportConfiguration(idOf(at(round))),
    ),
    'import configuration': await inTurns(forConfigurations, rounds, (contender, round) =>
      contender.importConfiguration(files[round] ?? ''),
    ),
  };
  const mirror = await mirrorTimes(Math.min(rounds, 10), edited);
  for (const contender of forConfigurations) contender.close();
  return { ...rows, 'write localStorage after a save': mirror };
}

async function mirrorTimes(
  rounds: number,
  edited: (round: number) => ReturnType<typeof configurationOf>,
): Promise<Times> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await ours.saveConfiguration(edited(round));
    const start = performance.now();
    ours.writeMirror();
    times.push(performance.now() - start);
  }
  return { [ours.name]: times };
}

/** Both rows about metrics of `nodes` nodes; what is loaded is compared with what was saved. */
async function metrics(nodes: number, rounds: number): Promise<Record<string, Times>> {
  for (const contender of forMetrics) await contender.open([configurationOf(0)]);
  const snapshots = Array.from({ length: rounds }, (_, round) => metricsOf(nodes, round));
  const snapshotAt = (round: number): MetricsCache => snapshots[round] ?? metricsOf(nodes, round);
  const save = await inTurns(
    forMetrics,
    rounds,
    (contender, round) => contender.saveMetrics(snapshotAt(round)),
    (contender, round) => contender.prepareMetrics?.(snapshotAt(round)),
  );
  const load = await inTurns(forMetrics, rounds, (contender) => contender.loadMetrics());
  for (const contender of forMetrics) await checkMetrics(contender, snapshots.at(-1));
  return { 'save metrics': save, 'load metrics': load };
}

async function checkMetrics(contender: Contender, saved: MetricsCache | undefined): Promise<void> {
  const loaded = (await (contender === oursLive
    ? oursLive.asObjects()
    : contender.loadMetrics())) as MetricsCache | null;
  if (canonicalJson(loaded?.nodeMetrics) !== canonicalJson(saved?.nodeMetrics))
    throw new Error(`${contender.name} gave other metrics than it was given.`);
}

/** Runs one operation of one contender again and again, so that its main-thread time can be read from outside. */
async function burst(name: string, nodes: number, rounds: number): Promise<void> {
  const contender: Contender | undefined = forMetrics.find((candidate) => candidate.name === name);
  const snapshots = prepared.get(nodes) ?? [];
  if (snapshots[0] !== undefined) contender?.prepareMetrics?.(snapshots[0]);
  for (let round = 0; round < rounds; round += 1) {
    const snapshot = snapshots[round % snapshots.length];
    if (contender !== undefined && snapshot !== undefined) await contender.saveMetrics(snapshot);
  }
}

const prepared = new Map<number, ReturnType<typeof metricsOf>[]>();

/** Makes what {@link burst} saves, outside of what is timed. */
async function prepareBurst(nodes: number): Promise<string[]> {
  for (const contender of forMetrics) await contender.open([configurationOf(0)]);
  prepared.set(nodes, [metricsOf(nodes, 1), metricsOf(nodes, 2)]);
  return forMetrics.map(({ name }) => name);
}

Object.assign(globalThis, { storageBench: { configurations, metrics, burst, prepareBurst } });
