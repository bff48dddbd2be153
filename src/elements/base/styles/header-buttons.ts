import { css } from 'lit';

/**
 * Buttons with an icon in the header of a panel. They never take the room of its heading: those that wait for a mouse come
 * over its end, and those that are always there get a line of their own where there is no room beside it.
 */
export const headerButtonStyles = css`
  .button.icon {
    flex: none;
    min-block-size: 28px;
    inline-size: 28px;
    margin-block: -2px;
    padding: 0;
    opacity: 0;
    transition:
      opacity var(--_fast) var(--_ease),
      background var(--_fast) var(--_ease);
  }
  /* The focus in an open menu, which lies over the page, is not within what the menu belongs to. */
  :host(:hover) .button.icon,
  .actions:is(:focus-within, :has(.menu:popover-open)) .button.icon,
  .button.icon[data-on] {
    opacity: 1;
  }
  /* Where buttons wait for a mouse, a small panel leaves their room to the heading, and they come over its end. */
  @media (hover: hover) {
    @container panel-header (inline-size < 380px) {
      .actions:not(:has([data-on])) {
        gap: 0;
        inline-size: 0;
        justify-content: flex-end;
      }
      .button.icon:not(:hover) {
        background: var(--_surface);
      }
    }
  }
  /* Buttons that are always there get a line of their own where there is no room beside the heading. */
  @media (hover: none) {
    .button.icon {
      opacity: 1;
    }
    .header {
      flex-wrap: wrap;
    }
    .heading,
    ::slotted([slot='heading']) {
      flex: 1 1 0;
      min-inline-size: 0;
    }
    @container panel-header (inline-size < 380px) {
      .actions {
        order: 1;
        inline-size: 100%;
        justify-content: flex-end;
        margin-inline-end: -6px;
      }
    }
  }
  @media (pointer: coarse) {
    .button.icon {
      min-block-size: 44px;
      inline-size: 44px;
    }
  }
`;
