/** Least distance between two labels, in CSS pixels. */
const LINE_HEIGHT = 14;

/**
 * Where labels stand that want to be at these places and may not cover each other: each as near to its own as all of
 * them together allow, in the same order. Where two want the same, the first stands above.
 *
 * @param wanted in CSS pixels from the top; NaN for a label that is not there
 */
export function spreadLabels(wanted: readonly number[]): readonly number[] {
  const order = [...wanted.keys()].filter((index) => !Number.isNaN(wanted[index]));
  order.sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  // Labels that touch move together, to the middle of where they want to be.
  const groups: { readonly members: number[]; top: number }[] = [];
  for (const index of order) {
    groups.push({ members: [index], top: wanted[index] ?? 0 });
    for (let [upper, lower] = groups.slice(-2); upper && lower; [upper, lower] = groups.slice(-2)) {
      const reach = upper.top + upper.members.length * LINE_HEIGHT;
      if (lower.top >= reach) break;
      const [above, below] = [upper.members.length, lower.members.length];
      upper.top = (upper.top * above + (lower.top - above * LINE_HEIGHT) * below) / (above + below);
      upper.members.push(...lower.members);
      groups.pop();
    }
  }
  const places = wanted.map(() => NaN);
  for (const { members, top } of groups) members.forEach((index, step) => (places[index] = top + step * LINE_HEIGHT));
  return places;
}
