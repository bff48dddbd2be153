/** How elements are used by someone before they go, by kind: what comes and goes in a room. */

/** What a person does with elements of one kind. Called in the page. */
export interface Guest {
  /** Sets what one needs to show something. */
  prepare(element: Element): void;
  /** Whether one has drawn live values. */
  draws(element: Element): boolean;
  /** Uses those that are side by side as people do, each in another way where there are several. */
  use(elements: readonly Element[]): void;
  /** What was done and does not show one frame later, in words. */
  missed(elements: readonly Element[]): readonly string[];
}

declare global {
  /** The kind of an element by its tag. */
  var guestOf: (tag: string) => Guest;
}

/** Runs in the page before its scripts. Nothing from outside can be used in it. */
export function knowGuests(): void {
  const find = (element: Element | undefined, selector: string): HTMLElement | undefined =>
    element?.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined;
  const has = (element: Element | undefined, selector: string): boolean => find(element, selector) !== undefined;
  const press = (target: HTMLElement | undefined, key: string): void =>
    void target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
  const point = (target: HTMLElement | undefined, type: string): void => {
    const [clientX, clientY] = [100, 100];
    const hand = { bubbles: true, composed: true, pointerId: 1, pointerType: 'mouse', clientX, clientY };
    target?.dispatchEvent(new PointerEvent(type, hand));
  };
  const unless = (shows: Readonly<Record<string, boolean>>): string[] =>
    Object.keys(shows).filter((what) => shows[what] !== true);
  /** The id of a node that the network of the room tells of, another one each time. */
  let asked = 0;
  const anyNode = (): string => {
    const provider = document.querySelector('aurigraph-provider') as
      (Element & { session: { live: { nodes: { count: number; idOf(row: number): string | undefined } } } }) | null;
    const nodes = provider?.session.live.nodes;
    asked += 1;
    return nodes?.idOf(asked % Math.max(1, nodes.count)) ?? '';
  };

  /** Reads, zooms, opens what can be opened, and goes in the middle of it. */
  const picture: Guest = {
    prepare: (element) => element.setAttribute('cursor-group', 'room'),
    draws: (element) => has(element, 'canvas') || has(element, '.sparkline .line'),
    use: ([first]) => {
      for (const key of ['Home', 'ArrowRight', '+', ' ']) press(find(first, '.plot'), key);
      point(find(first, '.plot'), 'pointermove');
      find(first, '.menu-button, .info')?.click();
      find(first, '[part=table-button]')?.click();
    },
    missed: () => [],
  };

  const FILTER = 'throughput > 0';
  const CELL = '[part=rows] [role=rowheader]';
  /** One has the focus, one holds still under a pointer, the others are filtered, chosen from, sorted and scrolled. */
  const grid: Guest = {
    // What one is asked for is not kept for those who come after it.
    prepare: (element) => element.setAttribute('view-name', ''),
    draws: (element) => has(element, CELL),
    use: ([focused, pointed, filtered, chosen, sorted, scrolled]) => {
      find(focused, CELL)?.focus();
      press(find(focused, CELL), 'ArrowDown');
      point(find(pointed, '[part=rows]'), 'pointerenter');
      const box = find(filtered, '[part~=filter]');
      if (box instanceof HTMLInputElement) box.value = FILTER;
      box?.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      find(chosen, CELL)?.click();
      find(sorted, '[role=columnheader]')?.click();
      find(scrolled, '[role=grid]')?.scrollBy(0, 200);
    },
    missed: ([focused, pointed, filtered, chosen, sorted]) =>
      unless({
        focus: focused?.shadowRoot?.activeElement?.getAttribute('role') === 'rowheader',
        'held by the focus': has(focused, '[part=holding]'),
        'held by the pointer': has(pointed, '[part=holding]'),
        filter: filtered?.shadowRoot?.querySelector<HTMLInputElement>('[part~=filter]')?.value === FILTER,
        choice: has(chosen, '[aria-selected=true]'),
        order: has(sorted, '[role=columnheader][aria-sort=ascending]'),
      }),
  };

  /** One changes to another node as it goes, and one goes with the focus in it. */
  const detail: Guest = {
    prepare: (element) => {
      element.setAttribute('node-id', anyNode());
      element.setAttribute('for', 'a-grid');
    },
    draws: (element) => has(element, '[data-field] .last'),
    use: ([focused, chosen, changed]) => {
      find(focused, 'button')?.focus();
      chosen?.dispatchEvent(new Event('pointerover', { bubbles: true, composed: true }));
      changed?.setAttribute('node-id', anyNode());
    },
    missed: ([focused, , changed]) =>
      unless({ focus: has(focused, 'button:focus'), change: has(changed, '[data-field]') }),
  };

  const others: Record<string, Guest> = { 'aurigraph-node-grid': grid, 'aurigraph-node-detail': detail };
  globalThis.guestOf = (tag) => others[tag] ?? picture;
}
