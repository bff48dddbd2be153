import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exportView,
  nextTurn,
  type ExportedView,
  type ViewFormat,
} from '../../../../src/elements/base/grid/export-view.js';

const AT = Date.UTC(2026, 8, 21, 14, 15, 23);

type Cell = string | number | undefined;

function viewOf(keys: readonly string[], table: readonly (readonly Cell[])[]): ExportedView {
  return {
    rows: { count: table.length, at: (index) => index },
    columns: keys.map((key, place) => ({ key, label: key, raw: (row) => table[row]?.[place] })),
    about: { heading: 'Nodes', at: AT, filter: 'tps > 5', sort: [{ column: 'tps', direction: 'desc' }] },
  };
}

const pause = (): Promise<void> => Promise.resolve();

async function textOf(view: ExportedView, format: ViewFormat): Promise<string> {
  const file = await exportView(view, format, { pause });
  if (file === undefined) throw new Error('no file');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await file.arrayBuffer());
}

/** Reads a file as RFC 4180 says, and nothing else. */
function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  for (let line: string[] = []; cell.lastIndex < text.length;) {
    const found = cell.exec(text);
    if (found === null) throw new Error(`not CSV at ${cell.lastIndex}`);
    line.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') lines.push(line.splice(0));
  }
  return lines;
}

describe('a view as CSV', () => {
  test('begins with a mark that tells Excel its alphabet, has headings, and a line for each row', async () => {
    const view = viewOf(
      ['Node', 'tps'],
      [
        ['Zürich-1', 5000.5],
        ['b', undefined],
        ['', NaN],
      ],
    );
    expect(await textOf(view, 'csv')).toBe('\uFEFFNode,tps\r\nZürich-1,5000.5\r\nb,\r\n,\r\n');
    expect((await exportView(view, 'csv', { pause }))?.type).toBe('text/csv;charset=utf-8');
  });

  test.each(['=1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＠x'])(
    'holds no text that a spreadsheet would run: %j, as heading or in a row',
    async (text) => {
      const [head = [], row = []] = parseCsv((await textOf(viewOf([text], [[text]]), 'csv')).slice(1));
      expect([...head, ...row]).toEqual([`'${text}`, `'${text}`]);
    },
  );

  test.each([
    [1e21, '1000000000000000000000'],
    [-1.5e22, '-15000000000000000000000'],
    [1.25e-7, '0.000000125'],
    [-5e-324, `-0.${'0'.repeat(323)}5`],
    [0.1 + 0.2, '0.30000000000000004'],
    [-0, '0'],
    [Infinity, ''],
  ])('writes %d in plain digits: %s', async (value, written) => {
    expect(parseCsv((await textOf(viewOf(['a', 'b'], [[value, 'x']]), 'csv')).slice(1))[1]).toEqual([written, 'x']);
  });

  test('is read as what it was, whatever stands in it', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'",\r\n=\' ä') }),
      fc.double(),
      fc.constant(undefined),
    );
    const table = fc.array(fc.tuple(cell, cell), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const [, ...lines] = parseCsv((await textOf(viewOf(['a', 'b'], rows), 'csv')).slice(1));
        expect(lines).toHaveLength(rows.length);
        rows.forEach((row, place) => row.forEach((value, column) => compare(lines[place]?.[column] ?? 'none', value)));
      }),
    );
  });

  function compare(read: string, value: Cell): void {
    if (typeof value === 'string') expect([value, `'${value}`]).toContain(read);
    else if (value === undefined || !Number.isFinite(value)) expect(read).toBe('');
    else expect([read.includes('e'), Number(read)]).toEqual([false, value + 0]);
  }
});

describe('a view as JSON', () => {
  test('says what it is and how it was made, and has rows by key, null where nothing is known', async () => {
    const view = viewOf(
      ['name', '7', 'tps'],
      [
        ['a', 'x', 1.5],
        ['b', undefined, NaN],
      ],
    );
    const text = await textOf(view, 'json');
    expect(text).toContain('\n{"name":"a","7":"x","tps":1.5},\n');
    expect(JSON.parse(text)).toEqual({
      kind: 'aurigraph-grid',
      version: 1,
      heading: 'Nodes',
      at: '2026-09-21T14:15:23.000Z',
      filter: 'tps > 5',
      sort: [{ column: 'tps', direction: 'desc' }],
      groupBy: null,
      count: 2,
      columns: [
        { key: 'name', label: 'name' },
        { key: '7', label: '7' },
        { key: 'tps', label: 'tps' },
      ],
      rows: [
        { name: 'a', 7: 'x', tps: 1.5 },
        { name: 'b', 7: null, tps: null },
      ],
    });
  });

  test('is whole without a row and without a filter', async () => {
    const view = viewOf(['a'], []);
    const text = await textOf({ ...view, about: { ...view.about, filter: '', groupBy: 'type' } }, 'json');
    expect(JSON.parse(text)).toMatchObject({ filter: null, groupBy: 'type', count: 0, rows: [] });
  });

  test('is read as what it was, whatever stands in it', async () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.double({ noNaN: true, noDefaultInfinity: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), async (rows) => {
        const { rows: read } = JSON.parse(await textOf(viewOf(['"', 'b'], rows), 'json'));
        expect(read).toEqual(rows.map(([first, second]) => ({ '"': plain(first), b: plain(second) })));
      }),
    );
  });

  /** JSON knows no -0. */
  const plain = (value: Cell): Cell => (typeof value === 'number' ? value + 0 : value);
});

describe('a large view', () => {
  const large = (): ExportedView =>
    viewOf(
      ['a', 'b'],
      Array.from({ length: 12_000 }, (_, row) => [`r-${row}`, row]),
    );

  test('is made in chunks between which the page goes on, and tells how far it is', async () => {
    let pauses = 0;
    const shares: number[] = [];
    const file = await exportView(large(), 'csv', {
      pause: async () => void (pauses += 1),
      onProgress: (share) => shares.push(share),
    });
    expect(pauses).toBe(shares.length);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(parseCsv((await file?.text()) ?? '')).toHaveLength(12_001);
  });

  test('is of one moment, although values and order go on meanwhile', async () => {
    let moment = 0;
    const view = { ...large(), columns: [{ key: 'm', label: 'm', raw: () => moment }] };
    const file = await exportView(view, 'csv', { pause: async () => void (moment += 1) });
    expect(moment).toBeGreaterThan(0);
    expect(
      new Set(
        parseCsv((await file?.text()) ?? '')
          .slice(1)
          .flat(),
      ),
    ).toEqual(new Set(['0']));
  });

  test('ends with no file when somebody stops it, before or while it is made', async () => {
    expect(await exportView(large(), 'csv', { pause, signal: AbortSignal.abort() })).toBeUndefined();
    const stop = new AbortController();
    const shares: number[] = [];
    const work = {
      pause: async () => stop.abort(),
      signal: stop.signal,
      onProgress: (share: number) => shares.push(share),
    };
    expect(await exportView(large(), 'json', work)).toBeUndefined();
    expect(shares).toHaveLength(1);
  });

  test('lets other work of the page come in between', async () => {
    let others = 0;
    const other = setInterval(() => (others += 1));
    await nextTurn();
    while (others === 0) await nextTurn();
    clearInterval(other);
    expect(others).toBeGreaterThan(0);
  });
});
