import { expect, waitUntil } from '@open-wc/testing';
import { memorySession, mount, unmount } from '../support/session-host.js';

// A page of its own: uPlot reads the browser's language once, when it is first imported.
describe('aurigraph-tps-chart where the browser reports no real language', () => {
  it('loads, is drawn and speaks English', async () => {
    Object.defineProperty(navigator, 'language', { value: 'C', configurable: true });
    document.documentElement.removeAttribute('lang');
    try {
      await import('../../src/elements/tps-chart/define.js');
      expect(navigator.language).to.equal('C');
      const session = memorySession({ mode: 'demo' });
      const chart = await mount('aurigraph-tps-chart', session);
      await waitUntil(() => chart.shadowRoot?.querySelector('canvas') !== null, 'it should be drawn', {
        timeout: 5_000,
      });
      expect(chart.shadowRoot?.querySelector('.legend')?.textContent).to.match(/\dK/);
      unmount(chart);
      session.dispose();
    } finally {
      Reflect.deleteProperty(navigator, 'language');
    }
  });
});
