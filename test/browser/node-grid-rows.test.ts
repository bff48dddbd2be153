import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { GridColumnDefinition } from '../../src/elements/base/grid/column-definition.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';

const COLUMNS: readonly GridColumnDefinition[] = [
  { key: 'name', label: 'Service' },
  { key: 'team', label: 'Team', kind: 'choice' },
  { key: 'load', label: 'Load', kind: 'bar', unit: '%', max: 100 },
  { key: 'requests', label: 'Requests', kind: 'number' },
];
const TEAMS = ['core', 'edge', 'data'];

type Service = {
  readonly id: string;
  readonly name: string;
  readonly team: string | undefined;
  readonly load: number;
  readonly requests: number;
};

const services = (count: number): Service[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `s${place}`,
    name: `service-${place}`,
    team: TEAMS[place % TEAMS.length],
    load: (place * 37) % 100,
    requests: place * 1_000,
  }));

let page: GridPage;

/** A grid with rows of the page. */
async function openWith(rows: readonly object[], attributes: Readonly<Record<string, string>> = {}): Promise<void> {
  page = await GridPage.open(new TestNetwork(), attributes);
  Object.assign(page.element, { rows, columns: COLUMNS });
  if (rows.length > 0) await page.until(() => page.rows.length > 0, 'rows of the page');
}

/** The file that the browser is given next, as a text, and its name. */
async function nextFile(ask: () => void): Promise<{ readonly name: string; readonly text: string }> {
  const { createObjectURL } = URL;
  let content: Blob | undefined;
  let name = '';
  URL.createObjectURL = (blob: Blob) => {
    content = blob;
    return createObjectURL.call(URL, blob);
  };
  const stop = (event: MouseEvent): void => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    ({ download: name } = event.target);
    event.preventDefault();
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    this.addEventListener('click', stop);
    click.call(this);
  };
  try {
    ask();
    await page.until(() => content !== undefined && name !== '', 'a file');
    return { name, text: (await content?.text()) ?? '' };
  } finally {
    URL.createObjectURL = createObjectURL;
    HTMLAnchorElement.prototype.click = click;
  }
}

async function press(label: string): Promise<void> {
  page.find('[part=view-button]').click();
  await page.until(() => page.text.includes('Copy view'), 'the panel');
  [...page.root.querySelectorAll<HTMLButtonElement>('[part=view-panel] button')]
    .find(({ textContent }) => textContent?.trim() === label)
    ?.click();
}

describe('aurigraph-node-grid with rows of the page', () => {
  beforeEach(() => setViewport({ width: 1200, height: 800 }));
  afterEach(() => page.close());

  it('shows them in the order in which they came, without counts, badge or connection', async () => {
    await openWith(services(5));
    expect(page.names).to.deep.equal([0, 1, 2, 3, 4].map((place) => `service-${place}`));
    expect(page.cell('service-3', 'Requests').textContent).to.equal('3,000');
    expect(page.cell('service-3', 'Load').textContent).to.equal('11');
    expect(page.text).to.contain('5 rows');
    expect(page.root.querySelectorAll('[part=count], [part=badge], [part=failure]')).to.have.lengthOf(0);
    expect(page.element.matches(':state(live)')).to.equal(true);
  });

  it('takes an update: what is there keeps its selection and focus, what came comes, what went goes', async () => {
    await openWith(services(4), { sort: 'requests' });
    expect(page.names[0]).to.equal('service-3');
    page.cell('service-1', 'Team').click();
    page.cell('service-1', 'Team').focus();
    await sendKeys({ press: 'Escape' });
    const later = services(5).filter(({ id }) => id !== 's0');
    page.element.rows = later.map((row) => (row.id === 's1' ? { ...row, requests: 9_999 } : row));
    await page.until(() => page.names.join() === 'service-1,service-4,service-3,service-2', 'the new rows');
    expect(page.focused).to.equal('service-1/Team');
    expect(page.row('service-1').ariaSelected).to.equal('true');
    expect(page.element.selectedNodes).to.deep.equal(['s1']);
  });

  it('shows those that come in the places of those that went, and moves none', async () => {
    await openWith(services(9), { sort: 'requests' });
    page.filterBy('team:core');
    await page.until(() => page.names.join() === 'service-6,service-3,service-0', 'one team');
    const places = page.names.map((name) => page.row(name));
    page.filterBy('team:edge');
    await page.until(() => page.names.join() === 'service-7,service-4,service-1', 'another team');
    expect(page.names.map((name) => places.indexOf(page.row(name)))).to.deep.equal([0, 1, 2]);
  });

  it('shows them in the view that the page gave before them', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text);
    try {
      page = await GridPage.open(new TestNetwork(), { view: 'columns.name.load-80.team-off.gone*sort.load-desc' });
      Object.assign(page.element, { rows: services(4), columns: COLUMNS });
      await page.until(() => page.rows.length > 0, 'rows of the page');
    } finally {
      console.warn = warn;
    }
    expect(page.columns).to.deep.equal(['Service', 'Load', 'Requests']);
    expect(page.header('Load').offsetWidth).to.equal(80);
    expect(page.order).to.deep.equal(['Load descending']);
    expect(page.names[0]).to.equal('service-2');
    expect(warnings.filter((text) => text.includes('passed over')).join()).to.match(/passed over: gone/);
  });

  it('leaves what a person chose of them, whatever columns come later', async () => {
    page = await GridPage.open(new TestNetwork(), { view: 'columns.name.later*sort.load-desc' });
    Object.assign(page.element, { rows: services(4), columns: COLUMNS });
    await page.until(() => page.rows.length > 0, 'rows of the page');
    page.header('Requests').click();
    await page.until(() => page.order.join() === 'Requests descending', 'another order');
    page.element.columns = [...COLUMNS, { key: 'later', label: 'Later', kind: 'number' }];
    await page.until(() => page.columns.includes('Later'), 'one more column');
    expect(page.order).to.deep.equal(['Requests descending']);
  });

  it('sorts, filters and groups them by their own columns', async () => {
    await openWith(services(9));
    page.header('Load').click();
    await page.until(() => page.names[0] === 'service-8', 'the highest load first');
    page.filterBy('team:edge requests > 2000');
    await page.until(() => page.names.join() === 'service-7,service-4', 'what matches');
    expect(page.text).to.contain('2 of 9 rows');
    page.filterBy('');
    page.element.groupBy = 'team';
    await page.until(() => page.text.includes('core 3'), 'groups');
    page.filterBy('nobody');
    await page.until(() => page.text.includes('No row matches “nobody”.'), 'no match');
  });

  it('survives whatever a page gives, says what is wrong, and shows the rest', async () => {
    const said: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => said.push(text);
    try {
      await openWith([{ id: 1, name: 'good' }, null, 7, { id: 1, name: 'better' }] as object[]);
      await page.until(() => page.names.includes('better'), 'the last one of an id');
      Object.assign(page.element, { columns: [{ key: 'name' }, { key: '' }, 'x', { key: 'constructor' }] });
      await page.until(() => page.headers.length === 1, 'the column that can be shown');
      Object.assign(page.element, { rows: 'rows' });
      await page.until(() => page.text.includes('No rows.'), 'nothing');
    } finally {
      console.warn = warn;
    }
    expect(said.length).to.be.greaterThan(2);
    expect(said.join('\n')).to.contain('aurigraph-node-grid');
  });

  it('goes to the row whose name begins with what is typed', async () => {
    await openWith(['alpha', 'beta', 'gamma', 'beat', 'Ärger'].map((name, id) => ({ id, name })));
    page.cell('alpha', 'Service').focus();
    await sendKeys({ type: 'b' });
    expect(page.focused).to.equal('beta/Service');
    await sendKeys({ type: 'eat' });
    expect(page.focused).to.equal('beat/Service');
  });

  it('have the view that a person chose of rows of its name, and none that is about nodes', async () => {
    page = await GridPage.withValidators(3);
    await page.openView();
    page.choice('compact', 'Rows').click();
    await page.until(() => page.rows[0]?.offsetHeight === 28, 'lower rows of nodes');
    const named = await page.beside({ 'view-name': 'services' });
    Object.assign(named.element, { rows: services(3), columns: COLUMNS });
    await named.until(() => named.names.includes('service-0'), 'rows of the page');
    await named.openView();
    named.choice('Team').click();
    named.header('Load').click();
    await named.until(() => !named.columns.includes('Team'), 'no Team');
    // Those to which rows come later, and those that have them from the first.
    for (const delay of [() => page.network.session.preferences.getPreference('anything'), () => undefined]) {
      const next = await page.beside({ 'view-name': 'services' });
      const nameless = await page.beside();
      await delay();
      await next.drawn();
      for (const { element } of [next, nameless]) Object.assign(element, { rows: services(3), columns: COLUMNS });
      await nameless.until(() => nameless.names.includes('service-0'), 'rows of the page');
      await next.until(() => !next.columns.includes('Team'), 'no Team');
      expect(next.columns).to.deep.equal(named.columns);
      expect(next.order).to.deep.equal(named.order);
      expect(nameless.columns).to.include('Team');
      expect(nameless.rows[0]?.offsetHeight).to.equal(36);
    }
  });

  it('is saved as CSV and JSON as it is shown: order, filter, columns', async () => {
    await openWith([...services(3), { id: 'f', name: '=SUM(A1)', team: 'core', load: 3, requests: 1 }], {
      sort: 'requests',
      filter: 'team:core',
    });
    await page.until(() => page.rowCount === 2, 'the two that match');
    const csv = await nextFile(() => void press('CSV'));
    expect(csv.name).to.match(/^aurigraph-node-grid-.*\.csv$/);
    expect(csv.text.replace('\uFEFF', '').split('\r\n')).to.deep.equal([
      'Service,Team,Load (%),Requests',
      "'=SUM(A1),core,3,1",
      'service-0,core,0,0',
      '',
    ]);
    await page.until(() => page.announced.includes('Saved as'), 'word of it');
    page.find('[part=view-panel]').hidePopover();
    const { text } = await nextFile(() => void press('JSON'));
    expect(JSON.parse(text)).to.deep.include({ filter: 'team:core', count: 2 });
    expect(JSON.parse(text).rows).to.deep.equal([
      { name: '=SUM(A1)', team: 'core', load: 3, requests: 1 },
      { name: 'service-0', team: 'core', load: 0, requests: 0 },
    ]);
  });

  it('is saved without the headers of groups, with times in UTC', async () => {
    const seen = Date.UTC(2026, 8, 21, 14, 15, 23);
    const [first, second] = services(2);
    await openWith(
      [
        { ...second, seen },
        { ...first, seen: null },
      ],
      { 'group-by': 'team' },
    );
    page.element.columns = [...COLUMNS.slice(0, 2), { key: 'seen', kind: 'time', label: 'Last seen' }];
    await page.until(() => page.columns.includes('Last seen') && page.rowCount === 4, 'two groups with a row each');
    const csv = await nextFile(() => void press('CSV'));
    expect(csv.text.replace('\uFEFF', '')).to.equal(
      'Service,Team,Last seen\r\nservice-0,core,\r\nservice-1,edge,2026-09-21T14:15:23.000Z\r\n',
    );
  });
});
