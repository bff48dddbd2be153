/** Figures of several rounds. */

/** The middle one of a list of numbers; of those that are none, nothing is said. */
export function median(list) {
  const sorted = list.filter(Number.isFinite).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median of the ratios round by round: both sides met nearly the same moment. Nothing where one side is missing. */
export function ratioOf(list, others) {
  return others && list && rounded(median(list.map((value, round) => value / others[round])), 3);
}

/** What a list is more than another one, round by round. */
export function netOf(list, base) {
  return list.map((value, round) => value - base[round]);
}

/** A number with so many digits after its point, or nothing. */
export function rounded(value, digits = 2) {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : undefined;
}

/** A goal, what was found, and whether that reaches it; nothing where it was not measured. */
export function verdict(goal, found, most, unit = '') {
  if (found === undefined) return undefined;
  return { goal, found: `${found}${unit}`, most: `${most}${unit}`, reached: found <= most ? 'yes' : 'no' };
}

/** The same for what must be no less. */
export function verdictOfLeast(goal, found, least, unit = '') {
  if (found === undefined) return undefined;
  return { goal, found: `${found}${unit}`, most: `${least}${unit} or more`, reached: found >= least ? 'yes' : 'no' };
}

/** How far two measurements of the same are apart; beyond `least` and `most` the run says little. */
export function noise(what, found, least, most) {
  if (found === undefined) return undefined;
  const reached = found >= least && found <= most ? 'yes' : 'no: run again';
  return { goal: `noise, ${what}`, found: `${found}`, most: `${least} to ${most}`, reached };
}

/** Frames that did not come as a share of all in several turns, in percent. */
export function droppedPercent(turns) {
  const dropped = turns.reduce((sum, each) => sum + each.dropped, 0);
  const frames = turns.reduce((sum, each) => sum + each.frames, 0);
  return rounded((100 * dropped) / (dropped + frames), 1);
}

/** Runs every contender once a round, another one first each time, and gathers what `run` answers by its name. */
export async function takeTurns(actors, rounds, run) {
  const found = new Map(actors.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (let place = 0; place < actors.length; place += 1) {
      const actor = actors[(place + round) % actors.length];
      found.get(actor.name).push(await run(actor));
    }
  return found;
}
