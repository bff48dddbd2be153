import { TARGET_TPS } from '../../domain/performance-mode.js';
import { AurigraphChart } from '../base/chart/chart-element.js';
import type { ChartDeclaration } from '../base/chart/declaration.js';

/**
 * Transactions per second over the last minute, or as long as the window is, with the target of the performance mode.
 * The picture is drawn as often as the settings say, and only while it can be seen.
 *
 * @element aurigraph-tps-chart
 * @slot heading - Replaces the heading.
 * @slot actions - Replaces the buttons in the header: as a table, pause, save or enlarge.
 * @slot empty - Replaces the sentence while there is no value.
 * @slot failure - Replaces the sentence and the button while there is no connection and no value.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state of the data in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart body - Everything under the header.
 * @csspart figure - Plot and legend.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart readout - Value and time under the cursor.
 * @csspart note - A word on the picture: paused, simulated.
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
 * @cssstate live - Values arrive.
 * @cssstate stale - The last value is old, or the connection is lost.
 * @cssstate loading - The first value is awaited.
 * @cssstate failed - No values and no connection.
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
