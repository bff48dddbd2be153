/**
 * Does work side by side: of the workers the first takes the first item, the second the second, and so on by turns, in
 * the same way in every run. Each does its items one after the other. Resolves when all is done; rejects with the first
 * rejection of `run(worker, item)`.
 */
export async function byTurns(workers, items, run) {
  await Promise.all(
    workers.map(async (worker, turn) => {
      for (let index = turn; index < items.length; index += workers.length) await run(worker, items[index]);
    }),
  );
}
