import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../src/elements/dashboard/define.js';
import '../../src/elements/provider/define.js';
import type { AurigraphDashboard } from '../../src/elements/dashboard/dashboard.js';

async function openDashboard(view = 'vizor'): Promise<AurigraphDashboard> {
  const provider = await fixture(
    html`<aurigraph-provider mode="demo" demo-nodes="30" namespace="test-dashboard">
      <aurigraph-dashboard view=${view}></aurigraph-dashboard>
    </aurigraph-provider>`,
  );
  const dashboard = provider.querySelector('aurigraph-dashboard') as AurigraphDashboard;
  await waitUntil(() => dashboard.matches(':state(demo)'));
  return dashboard;
}

function inside(dashboard: AurigraphDashboard, selector: string): HTMLElement {
  const found = dashboard.shadowRoot?.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`The dashboard has no ${selector}.`);
  return found;
}

describe('aurigraph-dashboard', () => {
  it('shows key figures, charts, connection and grid at first, all on one session', async () => {
    const dashboard = await openDashboard();
    const charts = ['tps', 'finality', 'consensus', 'feed'].map((name) => `aurigraph-${name}-chart`);
    for (const tag of ['aurigraph-metric-cards', ...charts, 'aurigraph-connection-status', 'aurigraph-node-grid']) {
      await waitUntil(() => inside(dashboard, tag).matches(':state(demo)'), `${tag} should show the demo network`);
    }
    expect(dashboard.shadowRoot?.querySelector('aurigraph-config-editor')).to.equal(null);
    await expect(dashboard).to.be.accessible();
  });

  it('changes its tab by arrow key, with the focus on it', async () => {
    const dashboard = await openDashboard();
    inside(dashboard, '#tab-vizor').focus();
    await sendKeys({ press: 'ArrowRight' });
    await dashboard.updateComplete;
    expect(dashboard.view).to.equal('configuration');
    expect(dashboard.shadowRoot?.activeElement?.id).to.equal('tab-configuration');
    expect(inside(dashboard, '#view-vizor').hidden).to.equal(true);
    expect(inside(dashboard, 'aurigraph-config-editor').checkVisibility()).to.equal(true);
  });

  it('keeps the editor and its draft while the charts are looked at', async () => {
    const dashboard = await openDashboard('configuration');
    const editor = inside(dashboard, 'aurigraph-config-editor');
    dashboard.view = 'vizor';
    await dashboard.updateComplete;
    dashboard.view = 'configuration';
    await dashboard.updateComplete;
    expect(inside(dashboard, 'aurigraph-config-editor')).to.equal(editor);
  });

  it('shows the node that is chosen in the grid', async () => {
    const dashboard = await openDashboard();
    const [grid, detail] = ['aurigraph-node-grid', 'aurigraph-node-detail'].map((tag) => inside(dashboard, tag));
    const row = (): HTMLElement | null | undefined => grid?.shadowRoot?.querySelector('[part~=row]');
    await waitUntil(() => Boolean(row()), 'there should be nodes');
    const name = row()?.querySelector('[role=rowheader]')?.textContent;
    row()?.click();
    await waitUntil(() => detail?.shadowRoot?.querySelector('h2')?.textContent === name, 'the node should be shown');
    expect(name).to.match(/^node-/);
  });

  it('shows in all charts the moment that is read in one of them', async () => {
    const dashboard = await openDashboard();
    const slider = (tag: string): HTMLElement | null | undefined =>
      inside(dashboard, tag).shadowRoot?.querySelector<HTMLElement>('[role=slider]');
    await waitUntil(() => Boolean(slider('aurigraph-tps-chart')), 'there should be a picture');
    slider('aurigraph-tps-chart')?.focus();
    await sendKeys({ press: 'Home' });
    const finality = inside(dashboard, 'aurigraph-finality-chart');
    await waitUntil(() => finality.shadowRoot?.querySelector('[part=readout]')?.checkVisibility() === true);
  });

  it('speaks the language of the page in every element, across shadow roots', async () => {
    const area = await fixture(
      html`<div lang="de">
        <aurigraph-provider mode="demo" demo-nodes="30" namespace="test-dashboard">
          <aurigraph-dashboard></aurigraph-dashboard>
        </aurigraph-provider>
      </div>`,
    );
    const dashboard = area.querySelector('aurigraph-dashboard') as AurigraphDashboard;
    const status = () => inside(dashboard, 'aurigraph-connection-status').shadowRoot?.textContent ?? '';
    await waitUntil(() => /\d,\d s ago/.test(status()), 'ages should have a decimal comma');
  });

  it('falls back to the first tab where the attribute names none', async () => {
    const { warn } = console;
    const told: string[] = [];
    console.warn = (text: string) => told.push(text);
    const dashboard = await openDashboard('<b>hostile</b>');
    console.warn = warn;
    expect(inside(dashboard, '#tab-vizor').getAttribute('aria-selected')).to.equal('true');
    expect(told.some((line) => line.includes('view cannot be'))).to.equal(true);
  });
});
