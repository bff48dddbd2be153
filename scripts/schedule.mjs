/**
 * Runs steps side by side: they begin in their order, each as soon as there is room for it on `cores` and what it needs has
 * ended. Each is told of in the same order, whichever ended first. Resolves when all are told of; a rejection of
 * `run(step)` ends that, and becomes its own.
 *
 * - `steps`: what is run; of a step only `name`, `needs` and `cores` are looked at, and one that does not say how many cores
 *   it keeps busy has them all
 * - `run`: runs a step and resolves to its outcome
 * - `tell`: gets a step and its outcome
 */
export async function runSideBySide(steps, { cores, run, tell }) {
  const running = new Map();
  let told = Promise.resolve();
  for (const step of steps) {
    while (!mayBegin(step, running, cores)) await Promise.race(running.values());
    const outcome = run(step);
    const remove = () => running.delete(step);
    running.set(step, outcome.then(remove, remove));
    told = told.then(async () => tell(step, await outcome));
    told.catch(() => undefined);
  }
  await told;
}

function mayBegin({ needs = [], cores }, running, all) {
  const others = [...running.keys()];
  if (others.some(({ name }) => needs.includes(name))) return false;
  // Shares are decimal fractions, which do not always add up to the whole.
  const room = others.reduce((rest, other) => rest - (other.cores ?? all), all);
  return others.length === 0 || (cores ?? all) <= room + 1e-9;
}
