/**
 * Lightweight Charts as its good user would have it: only the new points handed over, points closer than a pixel drawn
 * as one, no labels and lines of last values. It has no animation. It keeps every point that it ever had and offers no
 * way to forget the oldest ones; only those of the window are shown.
 */
import { createChart, LineSeries } from 'lightweight-charts';

const COLOURS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231'];

export function mount(place, { width, height }, { times, values }) {
  const timeScale = { minBarSpacing: 0.0005, enableConflation: true, timeVisible: true, secondsVisible: true };
  const chart = createChart(place, { width, height, autoSize: false, timeScale });
  const lines = values.map((_, line) => chart.addSeries(LineSeries, optionsOf(line)));
  lines.forEach((line, index) =>
    line.setData(Array.from(values[index], (value, point) => ({ time: times[point] / 1_000, value }))),
  );
  chart.timeScale().fitContent();
  return {
    push(time, moment) {
      lines.forEach((line, index) => line.update({ time: time / 1_000, value: moment[index] }));
    },
  };
}

function optionsOf(line) {
  const still = { lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false };
  return { color: COLOURS[line], lineWidth: 1, ...still };
}
