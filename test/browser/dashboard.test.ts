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
