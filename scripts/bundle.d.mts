/** What is bundled, and how; paths are relative to the project. */
export interface BundleOptions {
  readonly entry: string;
  readonly outFile: string;
  /** `iife` runs as a classic and as a module script; `es` keeps the exports. */
  readonly format: 'es' | 'iife';
  readonly sourcemap?: boolean;
  /** `external` leaves them out. */
  readonly dynamicImports?: 'inline' | 'external';
  /** More plugins for Vite, in front of ours. */
  readonly plugins?: readonly object[];
}

/** Bundles `entry` with all it imports into one file; resolves to the paths of the modules inside. */
export function bundle(options: BundleOptions): Promise<string[]>;
