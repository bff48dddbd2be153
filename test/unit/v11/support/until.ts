/** Waits for a condition, and fails with its description if it does not come true in time. */
export async function until(description: string, holds: () => boolean, withinMs = 8_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (let turn = 0; !holds(); turn += 1) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${description}.`);
    // What is a matter of a few messages is looked at between them, anything longer now and then.
    await new Promise<void>((resolve) => void (turn < 200 ? setImmediate(resolve) : setTimeout(resolve, 5)));
  }
}
