import { TARGET_TPS } from '../../domain/performance-mode.js';
import { AurigraphChart } from '../base/chart/chart-element.js';
import type { ChartDeclaration } from '../base/chart/declaration.js';

/**
 * Transactions per second over the last minute, or as long as the window is, with the target of the performance mode.
 * The picture is drawn as often as the settings say, and only while it can be seen. With `series` and `appendPoints` it
 * shows values of the page in place of the network's, as often as they come, without a provider and without V11.
 *
 * A drag looks at a stretch of time, Shift with a drag moves through time, Ctrl (or the command key) with the wheel zooms,
 * two fingers zoom, one moves what is zoomed. Meanwhile the picture holds while data goes on; a double click or the button
 * leads back. Keys: arrows, Page, Home and End read values; plus, minus and 0 zoom; Shift with arrows, Page and Home moves;
 * L returns to the present; Space pauses.
 *
 * @element aurigraph-tps-chart
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
 * @csspart legend - Figures under the picture.
 * @csspart band - How near the throughput is to its target, in a word.
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
export class AurigraphTpsChart extends AurigraphChart {
  protected override declare(): ChartDeclaration {
    const { heading, series, unit, empty } = this.words.tpsChart;
    return {
      heading,
      unit,
      empty,
      series: [{ name: 'tps', label: series, colour: '--_series-1', filled: true }],
      target: ({ performanceMode }) => TARGET_TPS[performanceMode],
    };
  }
}
