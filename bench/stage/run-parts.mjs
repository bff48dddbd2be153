/** How a benchmark goes through its parts. */
import { installPeers } from './peers.mjs';

/**
 * Runs the chosen parts on a stage of the contenders, prints what each of them found and what came of the goals, and hands
 * all of it to `report` in the end.
 *
 * @param parts By name a list of functions that measure something on a stage and resolve to `{ rows, goals }`.
 * @param report Is given `{ browser, goals, found }`, with the rows of each part in `found`.
 */
export async function runParts({ contenders, openStage, parts, chosen, report }) {
  if (contenders.some(({ entry }) => entry.startsWith('bench/peers/'))) installPeers();
  const stage = await openStage(contenders);
  const [found, goals] = [{}, []];
  try {
    for (const part of chosen) {
      found[part] = [];
      for (const measure of parts[part]) {
        const result = await measure(stage);
        console.log(`\n${part}`);
        console.table(result.rows);
        found[part].push(...result.rows);
        goals.push(...result.goals);
      }
    }
    console.table(goals);
    report({ browser: await stage.version(), goals, found });
  } finally {
    await stage.close();
  }
}
