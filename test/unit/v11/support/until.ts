/** Waits for a condition, and fails with its description if it does not come true in time. */
export async function until(description: string, holds: () => boolean, withinMs = 8_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain until ${description}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
