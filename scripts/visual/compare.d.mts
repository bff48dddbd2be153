/** A picture: four bytes for each pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface Comparison {
  readonly same: boolean;
  /** Share of pixels that are other ones, 0 to 1; nothing where the sizes differ. */
  readonly share?: number;
  /** What is wrong. */
  readonly sentence?: string;
  /** The other pixels in red. */
  readonly difference?: Pixels;
}

export const MOST_DIFFERENT: number;

/** Whether two pictures look the same. */
export function compare(baseline: Pixels, actual: Pixels): Comparison;
