import { expect, fixture, html, waitUntil } from '@open-wc/testing';

describe('the autoloader', () => {
  it('registers what is on the page and what comes later, and nothing else', async () => {
    const area = await fixture(
      html`<div>
        <aurigraph-provider mode="demo" namespace="test-autoload">
          <aurigraph-connection-status></aurigraph-connection-status>
        </aurigraph-provider>
      </div>`,
    );
    await import('../../src/autoload.js');
    const provider = area.querySelector('aurigraph-provider');
    const usesProvider = () => (provider?.session?.live.listenerCount ?? 0) > 0;
    await waitUntil(usesProvider, 'the element should use the provider, whichever was registered first', {
      timeout: 5_000,
    });
    await waitUntil(
      () => area.querySelector('aurigraph-connection-status:state(demo)'),
      'the element should show the demo network, which is loaded for it',
      { timeout: 5_000 },
    );
    expect(customElements.get('aurigraph-node-grid')).to.equal(undefined);
    expect(customElements.get('aurigraph-tps-chart')).to.equal(undefined);
    provider?.append(document.createElement('aurigraph-node-grid'));
    await waitUntil(() => customElements.get('aurigraph-node-grid') !== undefined, 'the grid should be registered', {
      timeout: 5_000,
    });
    expect(customElements.get('aurigraph-tps-chart')).to.equal(undefined);
  });
});
