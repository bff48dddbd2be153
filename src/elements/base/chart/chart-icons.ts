import { svg, type SVGTemplateResult } from 'lit';
import type { Band } from './bands.js';

/** Pictures of the buttons of a chart, 14 units wide. */
export const chartIcons: Readonly<Record<'pause' | 'resume' | 'table' | 'picture' | 'live', SVGTemplateResult>> = {
  pause: svg`<path d="M4.5 3v8M9.5 3v8" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"></path>`,
  resume: svg`<path d="M4.5 2.8v8.4L11 7z" fill="currentColor" stroke="currentColor" stroke-width="1" stroke-linejoin="round"></path>`,
  live: svg`<path d="M3 3l4.5 4L3 11M10.5 3v8" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`,
  table: svg`<path d="M2 3.5h10M2 7h10M2 10.5h10" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"></path>`,
  picture: svg`<path d="M2 10.5 5 6.5 8 8.5 12 3.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"></path>`,
};

/** Shapes of the bands, 10 units wide: they differ also without colour. */
export const bandIcons: Readonly<Record<Band, SVGTemplateResult>> = {
  good: svg`<path d="M1.5 5.5 4 8l4.5-6" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"></path>`,
  fair: svg`<path d="M5 1.2 9.4 9H.6z" fill="currentColor"></path>`,
  poor: svg`<rect x="1" y="1" width="8" height="8" rx="1" fill="currentColor"></rect>`,
};
