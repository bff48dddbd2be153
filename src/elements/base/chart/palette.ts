import type { Band } from './bands.js';

/** The colours of one line, as a canvas takes them. */
export interface LineColours {
  readonly stroke: string;
  /** The same, thin enough to lie under the line. */
  readonly fill: string;
  /** The strokes of the hatch that marks simulated values. */
  readonly hatch: string;
}

/** What a canvas needs to know of the style sheet. */
export interface Palette {
  readonly surface: string;
  readonly grid: string;
  readonly text: string;
  readonly quiet: string;
  readonly strong: string;
  /** A CSS font of the size of the axis labels. */
  readonly font: string;
  /** The grounds of the bands of a target. */
  readonly bands: Readonly<Record<Band, string>>;
  readonly lines: readonly LineColours[];
  /** The colours of every line whose values are old. */
  readonly old: LineColours;
  /** Whether the system chooses the colours, and has too few of them for the lines. */
  readonly fewColours: boolean;
}

/**
 * Reads the tokens as they are now. A canvas knows neither custom properties nor `light-dark()`, but the computed
 * colour of an element has both resolved.
 *
 * @param probe An element in the shadow root that nobody sees.
 * @param colours Token of each line.
 */
export function readPalette(probe: HTMLElement, colours: readonly string[]): Palette {
  const style = getComputedStyle(probe);
  const resolve = (colour: string): string => {
    probe.style.setProperty('color', colour);
    return style.color;
  };
  const line = (token: string): LineColours => ({
    stroke: resolve(`var(${token})`),
    fill: resolve(`color-mix(in oklab, var(${token}) var(--_fill-share), transparent)`),
    hatch: resolve(`color-mix(in oklab, var(${token}) var(--_hatch-share), transparent)`),
  });
  const ground = (token: string): string =>
    resolve(`color-mix(in oklab, var(${token}) var(--_band-share), transparent)`);
  return {
    surface: resolve('var(--_surface)'),
    grid: resolve('var(--_line)'),
    text: resolve('var(--_text-2)'),
    quiet: resolve('var(--_text-3)'),
    strong: resolve('var(--_text)'),
    font: `${style.fontSize} ${style.fontFamily}`,
    bands: { good: 'transparent', fair: ground('--_warning'), poor: ground('--_negative') },
    lines: colours.map(line),
    old: line('--_old'),
    fewColours: style.getPropertyValue('--_few-colours') !== '',
  };
}
