import { describe, expect, it } from 'vitest';
import { zoomCommand } from '../../../../src/elements/base/chart/zoom-keys.js';

describe('keys that zoom and move', () => {
  it('zoom with plus and minus, with and without Shift, as keyboards differ', () => {
    for (const key of ['+', '=']) expect(zoomCommand(key, key === '+', false)).toEqual({ do: 'zoom', factor: 0.5 });
    for (const key of ['-', '_']) expect(zoomCommand(key, key === '_', false)).toEqual({ do: 'zoom', factor: 2 });
  });

  it('leave the keys of the cursor alone unless Shift is held', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End', ' ', 'Escape', 'Tab', 'x']) {
      expect(zoomCommand(key, false, false)).toBeUndefined();
    }
    expect(zoomCommand('Home', true, false)).toEqual({ do: 'earliest' });
    expect(zoomCommand('End', true, false)).toEqual({ do: 'live' });
    expect(zoomCommand('Tab', true, false)).toBeUndefined();
  });

  it('move to where the arrow points, whichever way time runs', () => {
    expect(zoomCommand('ArrowRight', true, false)).toEqual({ do: 'pan', share: 0.25 });
    expect(zoomCommand('ArrowRight', true, true)).toEqual({ do: 'pan', share: -0.25 });
    expect(zoomCommand('ArrowLeft', true, true)).toEqual({ do: 'pan', share: 0.25 });
  });

  it('return with 0 and L', () => {
    expect(zoomCommand('0', false, false)).toEqual({ do: 'reset' });
    expect(zoomCommand('l', false, false)).toEqual({ do: 'live' });
  });
});
