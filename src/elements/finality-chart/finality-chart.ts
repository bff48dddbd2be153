import { lineChartsEn } from '../../locales/line-charts.en.js';
import { AurigraphChart } from '../base/chart/chart-element.js';
import type { ChartDeclaration } from '../base/chart/declaration.js';
import { tellSeveral } from '../base/chart/several-lines.js';

/** Most sources tell the average only. */
const percentile = { filled: false, optional: true } as const;

/**
 * How long blocks take until they are final, in milliseconds: the average and, where the backend tells them, the times
 * within which 50, 95 and 99 % of the blocks are (protocol 1.6, `averageFinalityMs` to `p99FinalityMs`). Lower is better.
 * Neither the schema design nor the requirements name a target for it, so there is no target line and no efficiency.
 *
 * @element aurigraph-finality-chart
 * @slot heading - Replaces the heading.
 * @slot actions - Replaces the buttons in the header: window, as a table, pause, save or enlarge.
 * @slot empty - Replaces the sentence while there is no value.
 * @slot failure - Replaces the sentence and the button while there is no connection and no value, or what the page gave cannot be shown.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state of the data in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart body - Everything under the header.
 * @csspart figure - Plot and legend.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart readout - Values of all lines and time under the cursor.
 * @csspart note - A word on the picture: paused, simulated, from when to when it is zoomed.
 * @csspart live-button - Leads back to the present while the picture is zoomed.
 * @csspart window-choice - Chooses the length of the window; not on a small chart.
 * @csspart unknown - Stands where the window begins before the first value.
 * @csspart annotations - The marks in time.
 * @csspart annotation - A mark in time: a changed leader, a reconnect, an incident, or what the page marks.
 * @csspart table-annotation - The same as a row of the table.
 * @csspart legend - Figures of each line under the picture.
 * @csspart table - The values as a table.
 * @csspart table-button - Switches between picture and table.
 * @csspart pause-button - Pauses and resumes.
 * @csspart menu-button - Opens the menu: save, copy, full screen.
 * @csspart menu - That menu.
 * @csspart result - How that went, in a word, for four seconds.
 * @csspart skeleton - Stands for the picture while the first value is awaited.
 * @csspart empty - Stands for the picture while there is no value.
 * @csspart failure - Stands for the picture while there is no connection and no value.
 * @cssprop [--aurigraph-chart-height=240px] - Least height of the picture; it grows with the element.
 * @cssstate live - Values arrive, or the page gives them and does not say when they are old.
 * @cssstate stale - The last value is old, or the connection is lost.
 * @cssstate loading - The first value is awaited.
 * @cssstate failed - No values and no connection, or values of the page that cannot be shown.
 * @cssstate demo - Values are simulated in this page.
 */
export class AurigraphFinalityChart extends AurigraphChart {
  protected override declare(): ChartDeclaration {
    const { heading, series, unit, empty, ...words } = lineChartsEn.finality;
    return {
      heading,
      unit,
      empty,
      several: tellSeveral('average', 'peak'),
      series: [
        { name: 'finalityMs', label: series, colour: '--_series-1', filled: true },
        {
          name: 'finalityP50Ms',
          label: words.p50,
          hint: words.p50Hint,
          colour: '--_series-2',
          dash: [6, 3],
          ...percentile,
        },
        {
          name: 'finalityP95Ms',
          label: words.p95,
          hint: words.p95Hint,
          colour: '--_series-3',
          dash: [3, 3],
          ...percentile,
        },
        {
          name: 'finalityP99Ms',
          label: words.p99,
          hint: words.p99Hint,
          colour: '--_series-4',
          dash: [1, 3],
          ...percentile,
        },
      ],
    };
  }
}
