import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { nodeDetailEn } from '../../locales/node-detail.en.js';
import type { DataHealth } from '../../session/data-health.js';
import { AurigraphElement } from '../base/aurigraph-element.js';
import { copyIcon } from '../base/icons.js';
import { sparklineStyles } from '../base/sparkline/sparkline.styles.js';
import { STATE_SHAPES } from '../node-grid/view/state-icons.js';
import { DetailController } from './detail-controller.js';
import { renderFigures } from './figures-table.js';
import { FollowedGrid } from './followed-grid.js';
import { headerButtonStyles } from '../base/styles/header-buttons.js';
import { nodeDetailStyles } from './node-detail.styles.js';
import type { NodeFacts, ReportedNode } from './node-facts.js';
import { toJson } from './node-json.js';
import { renderSettings } from './settings-list.js';

/**
 * One node in full: everything that it tells, with its last minute from when it is shown, what it is configured to be,
 * and whether it is inside its configured limits.
 *
 * It shows the node of `node-id`, or with `for` the one that is chosen in a grid.
 *
 * @element aurigraph-node-detail
 * @slot heading - Replaces the heading.
 * @slot actions - Replaces the button in the header.
 * @slot empty - Replaces the sentence while no node is chosen or nothing is known of it.
 * @slot failure - Replaces the sentence and the button while there is no connection and no value.
 * @csspart panel - The frame.
 * @csspart header - The line with heading, actions and badge.
 * @csspart heading - The heading.
 * @csspart badge - The state of the node's data in a word, with its age.
 * @csspart stand-in-button - The offer of the demo network while the network is away, and the way back.
 * @csspart copy-button - Copies the node as JSON.
 * @csspart body - Everything under the header.
 * @csspart state - Type and state of the node.
 * @csspart figures - The table of figures.
 * @csspart figure - A row of it.
 * @csspart verdict - That a figure is near its limit, or over it.
 * @csspart configuration - What the node is configured to be.
 * @csspart origin - Where the figures come from.
 * @csspart empty - What stands there while no node is chosen or nothing is known of it.
 * @csspart failure - What stands there while there is no connection and no value.
 * @cssstate live - The node reports, and its values are fresh.
 * @cssstate stale - The node is silent or the connection is lost, with values from before.
 * @cssstate loading - Nothing yet.
 * @cssstate failed - No values and no connection.
 * @cssstate demo - Simulated in this page.
 */
export class AurigraphNodeDetail extends AurigraphElement {
  static override styles: CSSResultGroup = [
    AurigraphElement.styles,
    headerButtonStyles,
    sparklineStyles,
    nodeDetailStyles,
  ];

  /** Id of the node that is shown. */
  @property({ attribute: 'node-id' }) nodeId: string | undefined;

  /** Id of a grid in the same document or shadow root: what is chosen there is shown here. None by default. */
  @property({ attribute: 'for' }) htmlFor: string | undefined;

  readonly #detail = new DetailController(this, this.session);
  readonly #grid = new FollowedGrid(this, (nodeId) => this.#show(nodeId));

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#detail.nodeId = typeof this.nodeId === 'string' ? this.nodeId : '';
  }

  protected override updated(changed: PropertyValues): void {
    // Once everything is there that was written after this element.
    if (changed.has('htmlFor')) this.#grid.follow(this.htmlFor ?? undefined);
  }

  /** The node as JSON: figures, state, origin and configuration; nothing where nothing is known of it. */
  exportJson(): string | undefined {
    const facts = this.#detail.read();
    return facts && toJson(facts);
  }

  protected override render(): TemplateResult {
    const facts = this.#detail.read();
    const health = this.#detail.judge(facts);
    this.showState(health.state);
    const heading = facts?.name ?? (this.#detail.nodeId || nodeDetailEn.heading);
    const badge = this.#detail.nodeId === '' ? nothing : this.renderBadge(health);
    return this.renderPanel(heading, badge, this.#renderBody(facts, health));
  }

  protected override renderActions(): unknown {
    if (!('clipboard' in navigator) || this.#detail.nodeId === '') return nothing;
    return html`<button
      class="button quiet icon"
      part="copy-button"
      title=${nodeDetailEn.copy}
      aria-label=${nodeDetailEn.copy}
      @click=${this.#copy}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">${copyIcon}</svg>
    </button>`;
  }

  #renderBody(facts: NodeFacts | undefined, health: DataHealth): TemplateResult {
    if (facts !== undefined) return this.#renderNode(facts, health);
    if (this.#detail.nodeId === '') return this.renderPlaceholder('empty', nodeDetailEn.choose);
    switch (health.state) {
      case 'idle':
        return this.renderIdle();
      case 'failed':
        return this.renderFailure(health.failure);
      case 'loading':
        return this.renderPlaceholder('empty', nodeDetailEn.waiting(this.#detail.nodeId));
      default:
        return this.renderPlaceholder('empty', nodeDetailEn.unknown(this.#detail.nodeId));
    }
  }

  #renderNode(facts: NodeFacts, { state }: DataHealth): TemplateResult {
    const { reported } = facts;
    const old = state !== 'live' && state !== 'demo';
    const view = { facts, format: this.format, old, simulated: state === 'demo' };
    const shapeOf = this.#detail.shapeOf.bind(this.#detail);
    return html`<div class="node" ?data-old=${old}>
      ${this.#renderState(facts)}
      ${
        reported === undefined
          ? html`<p class="note">${nodeDetailEn.unreported}</p>`
          : renderFigures({ ...view, reported, shapeOf })
      }
      ${renderSettings(facts, this.format)} ${reported === undefined ? nothing : this.#renderOrigin(reported)}
    </div>`;
  }

  #renderState({ id, name, type, reported }: NodeFacts): TemplateResult {
    const { types, kinds, reportedAs } = this.words.nodeGrid;
    const kind = reported?.kind ?? 'other';
    const word = kind === 'other' ? reported?.word : kinds[kind];
    return html`<p class="state" part="state">
      ${type === undefined ? nothing : html`<span>${types[type]}</span>`}
      ${
        word
          ? html`<span class="kind" data-kind=${kind} title=${reportedAs(reported?.word ?? '')}
              ><svg viewBox="0 0 10 10" aria-hidden="true"><path d=${STATE_SHAPES[kind]}></path></svg>${word}</span
            >`
          : nothing
      }
      ${name === id ? nothing : html`<bdi class="id">${id}</bdi>`}
    </p>`;
  }

  #renderOrigin({ origin, updatedAt }: ReportedNode): TemplateResult | typeof nothing {
    if (origin === undefined) return nothing;
    const source = nodeDetailEn.sources[origin.source] ?? origin.source;
    const confidence = nodeDetailEn.confidences[origin.confidence];
    return html`<p class="origin" part="origin">
      ${nodeDetailEn.from(source, confidence, this.format.time(updatedAt))}
    </p>`;
  }

  #show(nodeId: string): void {
    this.nodeId = nodeId;
    void this.updateComplete.then(() => this.announce(nodeDetailEn.shown(this.#detail.read()?.name ?? nodeId)));
  }

  readonly #copy = async (): Promise<void> => {
    const text = this.exportJson();
    if (text === undefined) return this.announce(nodeDetailEn.nothingToCopy);
    const copying = navigator.clipboard.writeText(text);
    this.announce(await copying.then(() => nodeDetailEn.copied).catch(() => nodeDetailEn.copyFailed));
  };
}
