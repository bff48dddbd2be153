import { html, svg, type TemplateResult } from 'lit';
import type { Words } from '../../../../locales/en.js';
import type { PopoverController } from '../../controllers/popover-controller.js';

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
  /** Keeps the menu beside its button. */
  readonly popover: PopoverController;
  readonly onChoice: (action: ChartAction) => void;
}

const menuIcon = svg`<path d="M7 2v6.2M4.4 5.8 7 8.4l2.6-2.6M2.5 10v1.5h9V10" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`;

/** A button and its menu, as the ARIA menu button pattern asks. The menu lies above everything on the page. */
export function renderMenu(facts: MenuFacts): TemplateResult {
  const { words, actions, popover } = facts;
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
      @beforetoggle=${(event: ToggleEvent) => openOrLeave(event, popover)}
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

/** Opens with the focus on the first item; gives the focus back to the button as it closes. */
function openOrLeave({ currentTarget: menu, newState }: ToggleEvent, popover: PopoverController): void {
  const isOpening = newState === 'open';
  popover.toggle(isOpening);
  if (!(menu instanceof HTMLElement)) return;
  // It has no size before it is open; its `toggle` may come after the frame in which it is first seen.
  if (isOpening) requestAnimationFrame(() => begin(menu, popover));
  else if (menu.matches(':focus-within') && menu.previousElementSibling instanceof HTMLElement)
    menu.previousElementSibling.focus();
}

function begin(menu: HTMLElement, popover: PopoverController): void {
  popover.place();
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
