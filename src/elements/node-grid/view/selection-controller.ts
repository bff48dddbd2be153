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

  /** Takes over what a page set. */
  read(changed: PropertyValues): void {
    const { selection } = this.#grid;
    const { selectedNode, selectedNodes } = this.#host;
    if (changed.has('selectedNodes')) selection.set(selectedNodes ?? []);
    else if (changed.has('selectedNode')) selection.set(selectedNode ? [selectedNode] : []);
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
