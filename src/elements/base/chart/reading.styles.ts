import { css, type CSSResultGroup } from 'lit';
import { lineSampleStyles } from './line-sample.js';

/** What lies over a plot for reading it: selection, marks in time, the way back to the present; and the header's buttons. */
export const readingStyles: CSSResultGroup = [
  lineSampleStyles,
  css`
    :host {
      --_band-share: 7%;
    }
    .plot {
      user-select: none;
      -webkit-user-select: none;
    }
    .selection,
    .unknown {
      position: absolute;
      left: var(--_x);
      top: 16px;
      bottom: 28px;
      inline-size: var(--_width);
      pointer-events: none;
    }
    .selection {
      border-inline: 1px solid var(--_accent);
      background: color-mix(in oklab, var(--_accent) 12%, transparent);
    }
    .unknown {
      container-type: inline-size;
      display: grid;
      place-items: center;
      border-right: 1px dashed var(--_line-strong);
      font-size: var(--_text-xs);
      color: var(--_text-3);
    }
    :host(:dir(rtl)) .unknown {
      border-right: none;
      border-left: 1px dashed var(--_line-strong);
    }
    /* Where there is no room for the words, the edge alone stays. */
    .unknown span {
      visibility: hidden;
      white-space: nowrap;
    }
    @container (inline-size > 150px) {
      .unknown span {
        visibility: visible;
      }
    }
    /* Over the marks in time, which come after the plot. */
    .cursor {
      z-index: 1;
      container-type: inline-size;
    }
    /* Beside the cursor, on the side where there is more room, so that what is read is not covered. */
    .readout.many {
      top: 20px;
      left: calc(var(--_x) + 12px);
      transform: none;
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: center;
      column-gap: 4px;
      padding-block: 4px;
    }
    .cursor[data-late] .readout.many {
      left: calc(var(--_x) - 12px);
      transform: translateX(-100%);
    }
    @container (inline-size < 400px) {
      .readout.many,
      .cursor[data-late] .readout.many {
        left: 50%;
        transform: translateX(-50%);
      }
    }
    .readout.many b {
      text-align: end;
    }
    .readout.many .when {
      grid-column: 1 / -1;
    }
    .marks {
      container-type: size;
      position: absolute;
      inset: 0;
      direction: ltr;
      pointer-events: none;
    }
    .event {
      position: absolute;
      left: var(--_x);
      top: -2px;
      inline-size: 20px;
      block-size: 20px;
      margin-inline-start: -10px;
      padding: 4px;
      border: none;
      border-radius: 4px;
      background: none;
      color: var(--_text-2);
      font-size: 10px;
      cursor: pointer;
      pointer-events: auto;
    }
    .event:focus-visible {
      outline-offset: -2px;
    }
    .event svg {
      display: block;
      inline-size: 12px;
      block-size: 12px;
    }
    .event b {
      position: absolute;
      inset-block-start: 3px;
      inset-inline-start: 17px;
      line-height: 14px;
      font-weight: var(--_weight-strong);
      font-variant-numeric: tabular-nums;
    }
    .event[data-kind='incident'] {
      color: var(--_warning);
    }
    .event[data-kind='leader-change'] {
      color: var(--_accent);
    }
    /* The thin mark itself, through the plotted area under the icon. */
    .event::before {
      content: '';
      position: absolute;
      left: 9.5px;
      top: 18px;
      block-size: calc(100cqb - 44px);
      border-left: 1px dashed currentColor;
      opacity: 0.55;
      pointer-events: none;
    }
    .tip {
      position: absolute;
      z-index: 2;
      inset-block-start: 22px;
      left: 0;
      display: none;
      gap: 2px;
      inline-size: max-content;
      max-inline-size: 260px;
      padding: 4px 8px;
      border: var(--_border);
      border-radius: calc(var(--_radius-s) - 2px);
      background: var(--_surface);
      font-size: var(--_text-xs);
      color: var(--_text-2);
      text-align: start;
      overflow-wrap: anywhere;
      pointer-events: none;
    }
    .event[data-late] .tip {
      left: auto;
      right: 0;
    }
    :host(:dir(rtl)) .tip {
      direction: rtl;
    }
    .event:hover .tip,
    .event:focus-visible .tip {
      display: grid;
    }
    .event:hover,
    .event:focus-visible {
      z-index: 2;
    }
    .happened td {
      text-align: start;
      color: var(--_text-2);
    }
    .happened svg {
      inline-size: 12px;
      block-size: 12px;
      margin-inline-end: 6px;
      vertical-align: -2px;
    }
    .zoom-bar {
      position: absolute;
      inset-block-end: 30px;
      inset-inline-start: 64px;
      display: flex;
      align-items: center;
      gap: var(--_space-1);
      pointer-events: none;
    }
    .zoom-bar .note:empty {
      padding: 0;
    }
    .button.live {
      min-block-size: 24px;
      padding: 1px 8px;
      border: var(--_border);
      background: var(--_surface);
      font-size: var(--_text-xs);
      color: var(--_text);
      pointer-events: auto;
    }
    .button.live svg {
      inline-size: 12px;
      block-size: 12px;
    }
    :host(:dir(rtl)) .button.live svg {
      transform: scaleX(-1);
    }
    .button.window {
      min-block-size: 28px;
      margin-block: -2px;
      padding: 2px 4px;
      font-size: var(--_text-xs);
      font-variant-numeric: tabular-nums;
      opacity: 0;
      transition: opacity var(--_fast) var(--_ease);
    }
    .window option {
      background: var(--_surface);
      color: var(--_text);
    }
    :host(:hover) .window,
    .actions:focus-within .window {
      opacity: 1;
    }
    /* A small chart keeps its line for the heading and the badge. */
    @container panel-header (inline-size < 380px) {
      .button.window {
        display: none;
      }
    }
    @media (hover: none) {
      .window {
        opacity: 1;
      }
    }
    @media (pointer: coarse) {
      .button.window,
      .button.live {
        min-block-size: 44px;
      }
    }
    @media print {
      .selection,
      .live {
        display: none;
      }
    }
    @media (forced-colors: active) {
      :host {
        --_band-share: 0%;
      }
      .selection {
        border-color: Highlight;
        background: none;
        forced-color-adjust: none;
      }
      .event,
      .event[data-kind] {
        color: CanvasText;
      }
    }
  `,
];
