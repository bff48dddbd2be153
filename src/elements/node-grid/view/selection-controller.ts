import type { LitElement, PropertyValues } from 'lit';
import type { SelectHow } from '../../base/grid/grid-focus.js';
import type { GridController } from './grid-controller.js';

/** The element as far as chosen rows are about it. */
export interface SelectionHost extends LitElement {
  selectedNode: string | undefined;
  selectedNodes: readonly string[];
}

/** Which nodes are chosen: as the page says, or as a person asked for. */
export class SelectionController {
  readonly #host: SelectionHost;
  readonly #grid: GridController;
  readonly #changed: (nodeId: string, nodeIds: readonly string[]) => void;

  /** @param changed Called when a person chose others, with the last one of them and all of them. */
  constructor(
    host: SelectionHost,
    grid: GridController,
    changed: (nodeId: string, nodeIds: readonly string[]) => void,
  ) {
    this.#host = host;
    this.#grid = grid;
    this.#changed = changed;
  }

  /** Takes over what a page set, whatever it is. */
  read(changed: PropertyValues): void {
    const { selection } = this.#grid;
    const host = this.#host;
    const given: unknown = host.selectedNodes;
    const ids = Array.isArray(given) ? given.filter((id) => typeof id === 'string') : [];
    // The empty list of the beginning says nothing against one that is chosen in the attribute.
    if (changed.has('selectedNodes') && (host.hasUpdated || ids.length > 0)) selection.set(ids);
    else if (changed.has('selectedNode')) selection.set(host.selectedNode ? [host.selectedNode] : []);
    else return;
    host.selectedNodes = selection.ids;
    if (!selection.has(host.selectedNode ?? '')) host.selectedNode = selection.ids.at(-1);
  }

  /** A person asked for a row. */
  select(id: string, how: SelectHow): void {
    const { selection, rows } = this.#grid;
    selection.select(id, how, rows.engine);
    this.#tell(id);
  }

  /** A person asked for all rows that are shown. */
  selectAll(): void {
    const { selection, rows } = this.#grid;
    selection.selectAll(rows.engine);
    this.#tell();
  }

  /** A person wants none of them any more. */
  clear(): void {
    this.#grid.selection.set([]);
    this.#tell();
  }

  #tell(asked?: string): void {
    const { selection } = this.#grid;
    const { ids } = selection;
    const last = asked !== undefined && selection.has(asked) ? asked : ids.at(-1);
    this.#host.selectedNodes = ids;
    this.#host.selectedNode = last;
    this.#changed(last ?? '', ids);
  }
}
