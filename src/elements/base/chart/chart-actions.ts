import { html, type TemplateResult } from 'lit';
import type { Words } from '../../../locales/en.js';
import type { PopoverController } from '../controllers/popover-controller.js';
import type { Formatter } from '../format.js';
import { chartIcons } from './chart-icons.js';
import { renderMenu, type ChartAction } from './export/menu.js';
import { renderWindowChoice } from './window-choice.js';

/** What the buttons in the header of a chart are rendered from, and what they do. */
export interface ChartActionsFacts {
  readonly words: Words;
  readonly format: Formatter;
  /** Length of the window in seconds, as it was asked for. */
  readonly windowSeconds: number;
  readonly asTable: boolean;
  readonly paused: boolean;
  readonly isFullScreen: boolean;
  /** Keeps the menu beside its button. */
  readonly popover: PopoverController;
  /** What the menu offers. */
  readonly actions: readonly ChartAction[];
  readonly onWindow: (seconds: number) => void;
  readonly onTable: () => void;
  readonly onPause: () => void;
  readonly onChoice: (action: ChartAction) => void;
}

/** The buttons in the header of a chart: window, as a table, pause, and the menu of what can be taken away. */
export function renderChartActions(facts: ChartActionsFacts): TemplateResult {
  const { words, format, windowSeconds, asTable, paused, onWindow, onTable, onPause } = facts;
  const view = asTable ? words.chart.picture : words.chart.table;
  const flow = paused ? words.chart.resume : words.chart.pause;
  return html`${renderWindowChoice(windowSeconds, format, words, onWindow)}<button
      class="button quiet icon"
      part="table-button"
      title=${view}
      aria-label=${view}
      ?data-on=${asTable}
      @click=${onTable}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">${asTable ? chartIcons.picture : chartIcons.table}</svg></button
    ><button
      class="button quiet icon"
      part="pause-button"
      title=${flow}
      aria-label=${flow}
      ?data-on=${paused}
      @click=${onPause}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">${paused ? chartIcons.resume : chartIcons.pause}</svg></button
    >${renderMenu(facts)}`;
}
