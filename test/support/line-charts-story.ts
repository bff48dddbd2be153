/** What the stories of the charts with several lines share. */
import { expect, waitFor } from 'storybook/test';
import type { Session } from '../../src/session/session.js';
import { LinesBackend, type Past } from './line-charts-page.js';
import { wave } from './tps-chart-page.js';

/** The chart of a story. */
export function chartIn(canvas: HTMLElement, tag: string): HTMLElement {
  const found = canvas.querySelector<HTMLElement>(tag);
  if (found === null) throw new Error(`The story shows no ${tag}.`);
  return found;
}

export async function becomes(chart: HTMLElement, state: string): Promise<void> {
  await waitFor(() => expect(chart.matches(`:state(${state})`)).toBe(true), { timeout: 8_000 });
}

export async function draws(chart: HTMLElement): Promise<void> {
  await waitFor(() => expect(chart.shadowRoot?.querySelector('canvas')).not.toBeNull(), { timeout: 8_000 });
}

/** Lines that the legend tells. */
export function linesOf(chart: HTMLElement): string[] {
  const names = chart.shadowRoot?.querySelectorAll('.legend tbody th') ?? [];
  return Array.from(names, (name) => (name.textContent ?? '').trim());
}

/** A session whose backend says something once it is connected; time stands still after that. */
export function scripted(says: (page: LinesBackend) => void | Promise<void>): Session {
  const page = new LinesBackend();
  void page.connected().then(() => {
    page.greet();
    return says(page);
  });
  return page.session;
}

/** A session whose backend says nothing, or refuses to. */
export function silent(refusing: boolean): Session {
  const page = new LinesBackend();
  page.backend.accepting = false;
  page.backend.refusing = refusing;
  return page.session;
}

/** A minute of feeds, as somebody tells them who has counted already. */
export function feeds(): Past {
  const alpaca = wave(1_900, 240).map((value) => value / 1_000);
  const weather = wave(760, 90).map((value) => value / 1_000);
  return {
    feedRate: alpaca.map((value, second) => value + (weather[second] ?? 0)),
    feedRateAlpaca: alpaca,
    feedRateWeather: weather,
  };
}
