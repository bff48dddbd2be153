/**
 * Recharts as its good user would have it: the production build of React, animation and dots off, straight lines. It has
 * no decimation of its own. React is told to draw before the push returns, so that no update is left out.
 */
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CartesianGrid, Line, LineChart, XAxis, YAxis } from 'recharts';

const COLOURS = ['#e6194b', '#3cb44b', '#4363d8', '#f58231'];

export function mount(place, frame, { times, values }) {
  const root = createRoot(place);
  const rowOf = (time, moment) => ({
    time,
    ...Object.fromEntries(moment.map((value, line) => [`line${line}`, value])),
  });
  let rows = Array.from(times, (time, index) =>
    rowOf(
      time,
      values.map((column) => column[index]),
    ),
  );
  const draw = () => flushSync(() => root.render(chartOf(frame, rows, values.length)));
  draw();
  return {
    push(time, moment) {
      rows = [...rows.slice(1), rowOf(time, moment)];
      draw();
    },
  };
}

function chartOf({ width, height }, data, lines) {
  return createElement(
    LineChart,
    { width, height, data },
    createElement(CartesianGrid, { strokeDasharray: '3 3' }),
    createElement(XAxis, { dataKey: 'time', type: 'number', domain: ['dataMin', 'dataMax'] }),
    createElement(YAxis, { domain: ['auto', 'auto'] }),
    ...Array.from({ length: lines }, (_, line) => lineOf(line)),
  );
}

function lineOf(line) {
  const still = { dot: false, activeDot: false, isAnimationActive: false };
  return createElement(Line, { key: line, dataKey: `line${line}`, stroke: COLOURS[line], type: 'linear', ...still });
}
