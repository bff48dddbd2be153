/** The main thread of a page, as the kernel accounts for it; only on Linux. */
import { readFileSync } from 'node:fs';

/** How long a page is kept busy to be told from others, and how often, because a busy machine may not let it run. */
const SPIN_MS = 400;
const ROUNDS = 5;
/** What it then must have had at least, and how many times as much as any other. */
const LEAST_MS = 40;
const TIMES = 3;

/** Milliseconds of processor time that the main thread of a process has had. */
export function mainThreadMs(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return 0;
  }
}

/** The process of a page: the one whose main thread works while the page is told to. */
export async function rendererOf(browser, page) {
  const devtools = await browser.target().createCDPSession();
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await renderersOf(devtools);
      await page.evaluate(spin, SPIN_MS);
      const [first, second] = [...before]
        .map(([pid, ms]) => ({ pid, ms: mainThreadMs(pid) - ms }))
        .sort((a, b) => b.ms - a.ms);
      if (first?.ms > LEAST_MS && first.ms > TIMES * (second?.ms ?? 0)) return first.pid;
    }
  } finally {
    await devtools.detach();
  }
  throw new Error('The kernel does not tell what the main thread of a page costs.');
}

/** Processor time of every renderer by its process. */
async function renderersOf(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return new Map(renderers.map(({ id }) => [id, mainThreadMs(id)]));
}

/** Runs in the page: keeps its main thread busy, so that it can be told from others by what the kernel counts. */
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
