/** The files of a new element, by path. `names` holds its name, tag, className, variable and heading. */
export function filesOf(names) {
  const { name } = names;
  return {
    [`src/elements/${name}/${name}.ts`]: elementClass(names),
    [`src/elements/${name}/${name}.styles.ts`]: styles(names),
    [`src/elements/${name}/define.ts`]: registration(names),
    [`stories/${name}.stories.ts`]: story(names),
    [`test/browser/${name}.test.ts`]: browserTest(names),
  };
}

const elementClass = ({ name, tag, className, variable, heading }) => `\
import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import type { DataHealth } from '../../session/data-health.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { LiveController } from '../base/controllers/live-controller.js';
import { ${variable}Styles } from './${name}.styles.js';

/**
 * ${heading}.
 *
 * @element ${tag}
 * @slot heading - Replaces the heading.
 * @slot actions - Replaces the buttons in the header.
 * @slot empty - Shown before there is anything to show.
 * @slot failure - Shown when there is no data and no connection.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state in a word, with its age.
 * @csspart body - Everything under the header.
 * @cssstate live - Connected, receiving and fresh.
 * @cssstate stale - Disconnected or silent, with values from before.
 * @cssstate loading - Nothing yet.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Simulated in this page.
 */
export class ${className} extends AurigraphElement {
  static override styles: CSSResultGroup = [AurigraphElement.styles, ${variable}Styles];

  readonly #live = new LiveController(this, this.session, 'system');

  protected override render(): TemplateResult {
    const { health } = this.#live;
    this.showState(health.state);
    return this.renderPanel(this.words.${variable}.heading, this.renderBadge(health), this.#renderBody(health));
  }

  #renderBody({ state, source, failure }: DataHealth): TemplateResult {
    switch (state) {
      case 'idle':
        return this.renderIdle();
      case 'loading':
        return this.renderPlaceholder('empty', this.words.common.waiting);
      case 'failed':
        return this.renderFailure(failure);
      default:
        return html\`<p class="source">\${source}</p>\`;
    }
  }
}
`;

const styles = ({ variable }) => `\
import { css } from 'lit';

export const ${variable}Styles = css\`
  .source {
    margin: 0;
    padding: var(--_space-2) var(--_space-4) var(--_space-4);
    color: var(--_text-2);
  }
\`;
`;

const registration = ({ name, tag, className }) => `\
import { defineElement } from '../base/define-element.js';
import { ${className} } from './${name}.js';

defineElement('${tag}', ${className});

declare global {
  interface HTMLElementTagNameMap {
    '${tag}': ${className};
  }
}
`;

const story = ({ name, tag, heading }) => `\
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import '../src/elements/${name}/define.js';
import '../src/elements/provider/define.js';

const meta: Meta = {
  title: 'Elements/${heading}',
  component: '${tag}',
};

export default meta;

export const Demo: StoryObj = {
  render: () => html\`<aurigraph-provider mode="demo"><${tag}></${tag}></aurigraph-provider>\`,
};
`;

const browserTest = ({ name, tag, heading }) => `\
import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/${name}/define.js';
import '../../src/elements/provider/define.js';

describe('<${tag}>', () => {
  async function inDemoMode(): Promise<HTMLElementTagNameMap['${tag}']> {
    const provider = await fixture(html\`<aurigraph-provider mode="demo"><${tag}></${tag}></aurigraph-provider>\`);
    const element = provider.querySelector('${tag}');
    if (element === null) throw new Error('The element is not there.');
    await element.updateComplete;
    return element;
  }

  it('shows its heading', async () => {
    const element = await inDemoMode();
    expect(element.shadowRoot?.querySelector('h2')?.textContent).to.equal('${heading}');
  });

  it('can be used by everyone', async () => {
    await expect(await inDemoMode()).to.be.accessible();
  });
});
`;
