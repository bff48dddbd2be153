import { expect } from '@open-wc/testing';
import '../../src/elements/node-detail/define.js';
import { ManualClock } from '../support/manual-clock.js';
import { GridPage, TestNetwork } from '../support/node-grid-page.js';
import { frames } from '../support/scripted-backend.js';

let page: GridPage;

describe('a node that fell silent', () => {
  afterEach(() => page.close());

  it('turns grey in the grid at the moment in which its details call it stale', async () => {
    const clock = new ManualClock();
    page = await GridPage.open(TestNetwork.accepting({ clock }));
    const detail = document.createElement('aurigraph-node-detail');
    detail.nodeId = 'v-1';
    page.element.after(detail);
    page.network.validators(2);
    await page.until(() => page.rows.length === 2 && detail.matches(':state(live)'), 'two rows and details');
    const said: string[] = [];
    for (let second = 1; second <= 12; second += 1) {
      clock.advance(1_000);
      // The connection is well, or it would be that which is stale.
      page.network.backend.socket.say(frames.system(1_000));
      page.network.node('v-2');
      await page.drawn();
      await detail.updateComplete;
      const grey = page.row('v-1').part.contains('stale');
      said.push(`${second} s: ${grey ? 'grey' : 'plain'}, ${detail.matches(':state(stale)') ? 'stale' : 'live'}`);
    }
    const before = Array.from({ length: 10 }, (_, at) => `${at + 1} s: plain, live`);
    expect(said).to.deep.equal([...before, '11 s: grey, stale', '12 s: grey, stale']);
    page.network.node('v-1');
    await page.until(
      () => !page.row('v-1').part.contains('stale') && detail.matches(':state(live)'),
      'a node that is fresh again',
    );
  });
});
