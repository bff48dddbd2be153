/**
 * Chart.js as its good user would have it: animation off, points as it keeps them itself, in order and in need of no
 * parsing, the decimation plugin on, no markers, no legend and no events. Its axis is one of numbers: that of time needs
 * another package, and costs more.
 */
import { Chart, Decimation, LinearScale, LineController, LineElement, PointElement } from 'chart.js';

Chart.register(Decimation, LinearScale, LineController, LineElement, PointElement);

const COLOURS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231'];

export function mount(place, { width, height }, { times, values }) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  place.append(canvas);
  const lines = values.map((column) => Array.from(column, (y, index) => ({ x: times[index], y })));
  const chart = new Chart(canvas, { type: 'line', data: { datasets: lines.map(datasetOf) }, options: optionsOf() });
  return {
    push(time, moment) {
      lines.forEach((line, index) => {
        line.shift();
        line.push({ x: time, y: moment[index] });
        // The decimation plugin has put its own points there.
        chart.data.datasets[index].data = line;
      });
      chart.update('none');
    },
  };
}

function datasetOf(data, line) {
  return { label: `${line}`, data, borderColor: COLOURS[line], borderWidth: 1, pointRadius: 0, parsing: false };
}

function optionsOf() {
  return {
    responsive: false,
    devicePixelRatio: 1,
    animation: false,
    parsing: false,
    normalized: true,
    events: [],
    spanGaps: true,
    scales: { x: { type: 'linear', ticks: { maxRotation: 0, minRotation: 0, sampleSize: 1 } }, y: { type: 'linear' } },
    plugins: { legend: { display: false }, decimation: { enabled: true, algorithm: 'min-max' } },
  };
}
