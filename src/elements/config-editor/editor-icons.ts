import { svg, type SVGTemplateResult } from 'lit';
import type { NodeType } from '../../domain/node-config.js';

const line = (path: string): SVGTemplateResult =>
  svg`<path d=${path} fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round"></path>`;

/** Icons of buttons and messages, 12 units wide; each stands beside a word or has a label. */
export const editorIcons = {
  plus: line('M6 2v8M2 6h8'),
  copy: line(
    'M4 4V2.2A1.2 1.2 0 0 1 5.2 1h4.6A1.2 1.2 0 0 1 11 2.2v4.6A1.2 1.2 0 0 1 9.8 8H8M2.2 4h4.6A1.2 1.2 0 0 1 8 5.2v4.6A1.2 1.2 0 0 1 6.8 11H2.2A1.2 1.2 0 0 1 1 9.8V5.2A1.2 1.2 0 0 1 2.2 4z',
  ),
  bin: line('M1.5 3h9M4.5 3V1.5h3V3M2.5 3l.6 7.2a1 1 0 0 0 1 .8h3.8a1 1 0 0 0 1-.8L9.5 3M4.8 5.2v3.6M7.2 5.2v3.6'),
  undo: line('M3.8 1.5 1.5 3.8l2.3 2.3M1.8 3.8h5a3.2 3.2 0 0 1 0 6.4H4.2'),
  redo: line('M8.2 1.5l2.3 2.3-2.3 2.3M10.2 3.8h-5a3.2 3.2 0 0 0 0 6.4h2.6'),
  check: line('M1.8 6.4 4.6 9.2l5.6-6'),
  chevron: line('M3 4.6 6 7.6l3-3'),
  sliders: line('M1.5 3.5h4M8.5 3.5h2M1.5 8.5h2M6.5 8.5h4M7 2v3M5 7v3'),
};

/** A shape for each type of node, 12 units wide. */
export const nodeIcons: Readonly<Record<NodeType, SVGTemplateResult>> = {
  channel: line('M1.5 4h7.2M6.8 2l2 2-2 2M10.5 8H3.3M5.2 6l-2 2 2 2'),
  validator: line('M6 1.2 10 2.7v3c0 2.6-1.7 4.3-4 5.1-2.3-.8-4-2.5-4-5.1v-3zM4.2 5.9l1.3 1.3 2.4-2.6'),
  business: line('M1.5 10.5h9M2.8 10.5V5.8M6 10.5v-9M9.2 10.5V4'),
  slim: line('M1.2 6.6h2l1.4-4 2.2 6.8 1.6-4.2.7 1.4h1.7'),
};
