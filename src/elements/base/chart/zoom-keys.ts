/** What a key does to the stretch of time that is shown. Shares are of its length. */
export type ZoomCommand =
  | { readonly do: 'zoom'; readonly factor: number }
  | { readonly do: 'pan'; readonly share: number }
  /** The earliest stretch of the same length that is kept. */
  | { readonly do: 'earliest' }
  /** The window that ends at the newest value; while paused, the one that was paused. */
  | { readonly do: 'reset' }
  /** The present, also where it was paused. */
  | { readonly do: 'live' };

/** How much less is shown after a step of zooming in. */
export const ZOOM_STEP = 0.5;

const PAN_SHARE = 0.25;

/**
 * What a key means; nothing where it means something else or nothing at all. Moving wants Shift, since the same keys
 * without it move the cursor.
 *
 * @param rightToLeft whether the right arrow leads into the past
 */
export function zoomCommand(key: string, shift: boolean, rightToLeft: boolean): ZoomCommand | undefined {
  switch (key) {
    case '+':
    case '=':
      return { do: 'zoom', factor: ZOOM_STEP };
    case '-':
    case '_':
      return { do: 'zoom', factor: 1 / ZOOM_STEP };
    case '0':
      return { do: 'reset' };
    case 'l':
    case 'L':
      return { do: 'live' };
    default:
      return shift ? moveCommand(key, rightToLeft) : undefined;
  }
}

function moveCommand(key: string, rightToLeft: boolean): ZoomCommand | undefined {
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return { do: 'pan', share: PAN_SHARE * forward };
    case 'ArrowLeft':
      return { do: 'pan', share: -PAN_SHARE * forward };
    case 'PageUp':
      return { do: 'pan', share: 1 };
    case 'PageDown':
      return { do: 'pan', share: -1 };
    case 'Home':
      return { do: 'earliest' };
    case 'End':
      return { do: 'live' };
    default:
      return undefined;
  }
}
