/** Runs the contenders in turn, so that all of them meet the same moments of a busy machine. */
import { makeContenders } from './contenders.js';
import { schemaDesignMessage, simulatorMessage } from './messages.js';

/** The clock of a page counts in tenths of a millisecond: so many runs are timed at once. */
const BATCH = 10;
const WARM_UP = 10;

const violations: string[] = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`),
);

const messages = { 'schema design': schemaDesignMessage, simulator: simulatorMessage };

/** Milliseconds of one run by contender, one entry for each round. */
async function decode(kind: keyof typeof messages, nodes: number, rounds: number) {
  // What a debugger calls may generate code whatever the policy says; what a timer calls may not.
  await new Promise((resolve) => setTimeout(resolve));
  const text = messages[kind](nodes);
  const contenders = makeContenders();
  const times: Record<string, number[]> = Object.fromEntries(contenders.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      // Another one begins in each round.
      const contender = contenders[(turn + Math.abs(round)) % contenders.length];
      if (contender === undefined) continue;
      const started = performance.now();
      for (let run = 0; run < BATCH; run += 1) contender.run(text);
      if (round >= 0) times[contender.name]?.push((performance.now() - started) / BATCH);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  return { characters: text.length, times, violations: [...new Set(violations)] };
}

Object.assign(globalThis, { decodeBench: { decode } });
