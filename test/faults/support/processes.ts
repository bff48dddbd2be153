/** The processes of a browser, from /proc: which there are, what they are for, and which one runs a page. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import './page/stage.js';

interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** Processor time in ticks of 10 ms. */
  readonly ticks: number;
}

/** Every process below `pid`, itself not included. */
export function descendantsOf(pid: number): number[] {
  const all = allProcesses();
  const found: number[] = [];
  for (const queue = [pid]; queue.length > 0;) {
    const parent = queue.pop();
    const children = all.filter((process) => process.parent === parent).map((process) => process.pid);
    found.push(...children);
    queue.push(...children);
  }
  return found;
}

/** What a process was started with; empty if it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Whether a process runs. One that is dead but not yet buried does not. */
export function isRunning(pid: number): boolean {
  return commandOf(pid) !== '';
}

/** Whether a process below the browser, or itself, has a file open inside a folder. */
export function isHeldOpen(folder: string, browserPid: number): boolean {
  return [browserPid, ...descendantsOf(browserPid)].some((pid) => filesOf(pid).some((file) => file.startsWith(folder)));
}

function filesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((name) => targetOf(`/proc/${pid}/fd/${name}`));
  } catch {
    return [];
  }
}

function targetOf(link: string): string[] {
  try {
    return [readlinkSync(link)];
  } catch {
    return [];
  }
}

/** Process id of the page: the one below the browser that works hardest while the page's main thread is busy. */
export async function pidOf(page: Page, browserPid: number): Promise<number> {
  const before = ticksOf(browserPid);
  await page.evaluate(() => stage.spin(250));
  const busy = [...ticksOf(browserPid)].map(([pid, ticks]) => ({ pid, spent: ticks - (before.get(pid) ?? 0) }));
  busy.sort((a, b) => b.spent - a.spent);
  return busy[0]?.pid ?? 0;
}

function ticksOf(browserPid: number): Map<number, number> {
  const own = new Set(descendantsOf(browserPid));
  return new Map(
    allProcesses()
      .filter(({ pid }) => own.has(pid))
      .map(({ pid, ticks }) => [pid, ticks]),
  );
}

function allProcesses(): ProcessState[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => stateOf(Number(name)));
}

function stateOf(pid: number): ProcessState[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    return [];
  }
}
