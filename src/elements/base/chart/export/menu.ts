import { html, svg, type TemplateResult } from 'lit';
import type { Words } from '../../../../locales/en.js';
import { placeBeside, whenMoved } from '../../popover.js';

/** What can be done with a chart, in the order of the menu. */
export const CHART_ACTIONS = ['csv', 'json', 'png', 'copy', 'full-screen'] as const;
/** One of them. */
export type ChartAction = (typeof CHART_ACTIONS)[number];

/** What the menu is rendered from. */
export interface MenuFacts {
  readonly words: Words;
  /** Those that this browser can do now. */
  readonly actions: readonly ChartAction[];
  readonly isFullScreen: boolean;
  readonly onChoice: (action: ChartAction) => void;
}

const menuIcon = svg`<path d="M7 2v6.2M4.4 5.8 7 8.4l2.6-2.6M2.5 10v1.5h9V10" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`;

/** A button and its menu, as the ARIA menu button pattern asks. The menu lies above everything on the page. */
export function renderMenu(facts: MenuFacts): TemplateResult {
  const { words, actions } = facts;
  const label = words.chart.takeAway;
  return html`<button
      class="button quiet icon menu-button"
      part="menu-button"
      title=${label}
      aria-label=${label}
      aria-haspopup="menu"
      popovertarget="take-away"
      @keydown=${openByKey}
    >
      <svg viewBox="0 0 14 14" aria-hidden="true">${menuIcon}</svg>
    </button>
    <div
      class="menu"
      part="menu"
      id="take-away"
      role="menu"
      aria-label=${label}
      popover
      @beforetoggle=${placeOrLeave}
      @keydown=${moveByKey}
    >
      ${actions.map((action) => renderItem(facts, action))}
    </div>`;
}

function renderItem({ words, isFullScreen, onChoice }: MenuFacts, action: ChartAction): TemplateResult {
  const { actions, leaveFullScreen } = words.chart;
  const choose = (event: Event): void => {
    menuOf(event)?.hidePopover();
    onChoice(action);
  };
  return html`<button class="item" role="menuitem" tabindex="-1" data-action=${action} @click=${choose}>
    ${action === 'full-screen' && isFullScreen ? leaveFullScreen : actions[action]}
  </button>`;
}

function menuOf({ currentTarget }: Event): HTMLElement | null {
  return currentTarget instanceof Element ? currentTarget.closest<HTMLElement>('.menu') : null;
}

/** Opens beside its button, and stays there, with the focus on the first item; gives the focus back as it closes. */
function placeOrLeave({ currentTarget: menu, newState }: ToggleEvent): void {
  if (!(menu instanceof HTMLElement)) return;
  const opener = menu.previousElementSibling;
  if (!(opener instanceof HTMLElement)) return;
  // It has no size before it is open; its `toggle` may come after the frame in which it is first seen.
  if (newState === 'open') requestAnimationFrame(() => begin(menu, opener));
  else if (menu.matches(':focus-within')) opener.focus();
}

function begin(menu: HTMLElement, opener: HTMLElement): void {
  const end = new AbortController();
  const place = (): void => (menu.matches(':popover-open') ? placeBeside(opener, menu) : end.abort());
  whenMoved(place, end.signal);
  menu.addEventListener('beforetoggle', () => end.abort(), { once: true, signal: end.signal });
  place();
  menu.querySelector<HTMLElement>('.item')?.focus();
}

/** The arrow opens it too; Enter and Space do already. */
function openByKey(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' || !(event.currentTarget instanceof HTMLButtonElement)) return;
  event.preventDefault();
  event.currentTarget.click();
}

function moveByKey(event: KeyboardEvent): void {
  const items = itemsOf(event);
  const at = items.findIndex((item) => item.matches(':focus'));
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === 'Tab') menuOf(event)?.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  // A chart reads the arrows, too.
  event.stopPropagation();
  items[next % items.length]?.focus();
}

function itemsOf({ currentTarget }: Event): HTMLElement[] {
  return currentTarget instanceof Element ? [...currentTarget.querySelectorAll<HTMLElement>('.item')] : [];
}
