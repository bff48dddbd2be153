import { svg, type SVGTemplateResult } from 'lit';
import type { AnnotationKind } from './annotations.js';

/** Shapes of annotations, 12 units wide: they differ also without colour. */
export const annotationIcons: Readonly<Record<AnnotationKind, SVGTemplateResult>> = {
  // A star, as the node grid marks the leader.
  'leader-change': svg`<path d="m6 1.2 1.45 3.1 3.35.4-2.5 2.3.7 3.4L6 8.7 3 10.4l.7-3.4-2.5-2.3 3.35-.4z" fill="currentColor"></path>`,
  reconnect: svg`<path d="M9.8 6.9A4 4 0 1 1 8.9 3.2M9.4 1v2.7H6.7" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"></path>`,
  incident: svg`<path d="M6 1.3 11.2 10.4H.8z" fill="currentColor"></path><path d="M6 4.6v2.6M6 8.6v.2" stroke="var(--_surface)" stroke-width="1.3" stroke-linecap="round"></path>`,
  note: svg`<path d="M3 1.5v9.2M3 2h6.5L7.8 4.2l1.7 2.2H3" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"></path>`,
};
