import { svg, type SVGTemplateResult } from 'lit';

/** Shapes of the badge: a state is told by shape and word first, by colour second. All are 8 units wide. */
export const badgeIcons: Readonly<
  Record<'live' | 'stale' | 'demo' | 'idle' | 'failed' | 'loading', SVGTemplateResult>
> = {
  live: svg`<circle cx="4" cy="4" r="3.5" fill="currentColor"></circle>`,
  stale: svg`<circle cx="4" cy="4" r="3" fill="none" stroke="currentColor" stroke-width="1.5"></circle>`,
  demo: svg`<rect x="0.75" y="0.75" width="6.5" height="6.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.5"></rect>`,
  idle: svg`<path d="M1 4h6" stroke="currentColor" stroke-width="1.5"></path>`,
  failed: svg`<path d="M1 1l6 6M7 1l-6 6" stroke="currentColor" stroke-width="1.75"></path>`,
  loading: svg`<path d="M4 0.75a3.25 3.25 0 1 1-3.25 3.25" fill="none" stroke="currentColor" stroke-width="1.5"></path>`,
};

/** The mark of simulated values, 14 units wide: to be shown, and to be left for what is real. */
export const demoIcons = {
  show: svg`<rect x="1.5" y="1.5" width="11" height="11" rx="2.5" fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.4 1.7"></rect><path d="M5.5 4.4v5.2l4-2.6z" fill="currentColor"></path>`,
  end: svg`<path d="M6 3 2.5 6.5 6 10M2.5 6.5h6a3 3 0 0 1 0 6H6" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"></path>`,
};

/** A triangle with an exclamation mark, 12 units wide. */
export const warningIcon = svg`<path d="M6 .8 11.6 11H.4z" fill="none" stroke="currentColor" stroke-width="1.2" stroke-linejoin="round"></path><path d="M6 4.4v3M6 8.6v.9" stroke="currentColor" stroke-width="1.2"></path>`;

/** Two sheets, one over the other, 14 units wide. */
export const copyIcon = svg`<rect x="5" y="5" width="6.5" height="7" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.4"></rect><path d="M9 2.5H4A1.5 1.5 0 0 0 2.5 4v5.5" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round"></path>`;
