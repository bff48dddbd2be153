import { svg, type SVGTemplateResult } from 'lit';
import { bandIcons } from '../base/chart/chart-icons.js';
import type { NoteIcon } from './card.js';

/** Shapes before notes, 10 units wide: bands, and arrows that differ by direction, not by colour. */
export const noteIcons: Readonly<Record<NoteIcon, SVGTemplateResult>> = {
  ...bandIcons,
  offline: svg`<path d="M2 2l6 6M8 2 2 8" fill="none" stroke="currentColor" stroke-width="1.75"></path>`,
  rising: svg`<path d="M1.5 8.5 8 2M3.2 2H8v4.8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`,
  falling: svg`<path d="M1.5 1.5 8 8M3.2 8H8V3.2" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`,
  steady: svg`<path d="M1 5h7.5M6 2.4 8.6 5 6 7.6" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`,
};

/** A letter in a circle, 14 units wide. */
export const detailsIcon = svg`<circle cx="7" cy="7" r="5.6" fill="none" stroke="currentColor" stroke-width="1.2"></circle><path d="M7 6.5v3.3M7 4.1v.9" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round"></path>`;
