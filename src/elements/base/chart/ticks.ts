/** A place on an axis with its text. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Steps of a time axis in seconds, up to the quarter of an hour that every time zone shares. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900] as const;

/** The shortest step in milliseconds at which so many ticks at most fit into a window. */
export function timeStep(windowMs: number, mostTicks: number): number {
  const seconds = TIME_STEPS.find((step) => windowMs / (step * 1_000) <= mostTicks) ?? 900;
  return seconds * 1_000;
}

/**
 * Round times between two others. A label that was used already, as in the hour that a clock lives twice, is left
 * out: two places never look the same.
 */
export function timeTicks(from: number, to: number, stepMs: number, label: (time: number) => string): Tick[] {
  const ticks: Tick[] = [];
  const used = new Set<string>();
  for (let at = Math.ceil(from / stepMs) * stepMs; at <= to; at += stepMs) {
    const text = label(at);
    ticks.push({ at, label: used.has(text) ? '' : text });
    used.add(text);
  }
  return ticks;
}

/** Round values with their texts, in as many significant digits (three at least) as tell them truthfully. */
export function valueTicks(
  values: readonly number[],
  step: number,
  label: (value: number, digits: number) => string,
): Tick[] {
  const exact = (digits: number): boolean =>
    values.every((at) => Math.abs(Number(at.toPrecision(digits)) - at) <= Math.abs(step) / 100);
  const digits = [3, 4, 5, 6, 7, 8].find(exact) ?? 15;
  return values.map((at) => ({ at, label: label(at, digits) }));
}
