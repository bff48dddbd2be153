/** Runs the contenders in turn on the same rows and changes, and checks that each of them shows what is right. */
import { makeContenders, makeVariants, type Contender, type Version } from './contenders.js';
import { Network } from './network.js';

const WARM_UP = 8;

/**
 * Milliseconds from changed columns to the rows of a window, by contender, one entry for each burst.
 *
 * @param before Where an earlier version of the rows is, if it is to be compared.
 */
async function run(kind: 'contenders' | 'variants', nodes: number, share: number, bursts: number, before?: string) {
  const network = new Network(nodes);
  const version = before === undefined ? undefined : ((await import(/* @vite-ignore */ before)) as Version);
  const contenders = kind === 'variants' ? makeVariants() : makeContenders(nodes, version);
  const times: Record<string, number[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  for (const contender of contenders) network.fill(contender);
  for (let burst = -WARM_UP; burst < bursts; burst += 1) {
    network.change(share);
    contenders.forEach((_, turn) => {
      // Another one begins in each burst, so that all of them meet the same moments of a busy machine.
      const contender = contenders[(turn + burst + WARM_UP) % contenders.length];
      if (contender === undefined) return;
      network.tell(contender);
      const started = performance.now();
      contender.refresh();
      const shown = contender.window();
      if (burst >= 0) times[contender.name]?.push(performance.now() - started);
      check(contender, shown, network);
    });
    await new Promise((resolve) => setTimeout(resolve));
  }
  return times;
}

function check({ name, isExpected }: Contender, shown: readonly string[], network: Network): void {
  const expected = network.expected(isExpected);
  if (expected !== undefined && shown.join() !== expected.slice(0, shown.length).join())
    throw new Error(`${name} shows ${shown.slice(0, 5).join()} in place of ${expected.slice(0, 5).join()}.`);
}

Object.assign(globalThis, { gridEngineBench: { run } });
