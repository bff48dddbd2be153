/**
 * ECharts as its good user would have it: only the parts that are needed, animation off, sampled to its pixels, no
 * symbols, nothing that listens, and only the points handed over anew. Its axis is one of numbers: that of time costs more.
 */
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([LineChart, GridComponent, CanvasRenderer]);

const COLOURS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231'];

export function mount(place, { width, height }, { times, values }) {
  const chart = init(place, null, { renderer: 'canvas', devicePixelRatio: 1, width, height });
  const lines = values.map((column) => Array.from(column, (value, index) => [times[index], value]));
  chart.setOption({
    animation: false,
    grid: { left: 40, right: 10, top: 10, bottom: 30 },
    xAxis: { type: 'value', min: 'dataMin', max: 'dataMax' },
    yAxis: { type: 'value', scale: true },
    series: lines.map(seriesOf),
  });
  return {
    push(time, moment) {
      lines.forEach((line, index) => {
        line.shift();
        line.push([time, moment[index]]);
      });
      chart.setOption({ series: lines.map((data) => ({ data })) }, { lazyUpdate: true, silent: true });
    },
  };
}

function seriesOf(data, line) {
  const lineStyle = { width: 1, color: COLOURS[line] };
  return { type: 'line', showSymbol: false, silent: true, sampling: 'minmax', lineStyle, data };
}
