import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Longest id of a node that is taken from a page. */
const MAX_ID_LENGTH = 1_000;

/** Hears which node is chosen in a grid of the same document or shadow root. */
export class FollowedGrid implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #onChosen: (nodeId: string) => void;
  #gridId: string | undefined;
  #root: Node | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, onChosen: (nodeId: string) => void) {
    this.#host = host;
    this.#onChosen = onChosen;
    host.addController(this);
  }

  /** Follows the grid with an id, also one that comes later; none without. What is chosen there already is shown. */
  follow(gridId: string | undefined): void {
    this.#gridId = gridId;
    const found = gridId && hasIds(this.#root) ? this.#root.getElementById(gridId) : undefined;
    if (found instanceof Element && 'selectedNode' in found) this.#take(found.selectedNode);
  }

  hostConnected(): void {
    this.#root = this.#host.getRootNode();
    this.#root.addEventListener('aurigraph-node-select', this.#onSelect);
  }

  hostDisconnected(): void {
    this.#root?.removeEventListener('aurigraph-node-select', this.#onSelect);
    this.#root = undefined;
  }

  readonly #onSelect = (event: Event): void => {
    const { target } = event;
    if (!this.#gridId || !(target instanceof Element) || target.id !== this.#gridId) return;
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    if (typeof detail === 'object' && detail !== null && 'nodeId' in detail) this.#take(detail.nodeId);
  };

  #take(nodeId: unknown): void {
    if (typeof nodeId === 'string' && nodeId.length <= MAX_ID_LENGTH) this.#onChosen(nodeId);
  }
}

/** Whether it is a document or a shadow root, and not a loose piece of a page. */
function hasIds(root: Node | undefined): root is Document | DocumentFragment {
  return root instanceof Document || root instanceof DocumentFragment;
}
