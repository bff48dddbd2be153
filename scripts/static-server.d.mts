/** What serves files on loopback until it is closed. */
export interface StaticServer {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface StaticServerOptions {
  /** URL prefix to folder; nothing outside of them is served. */
  readonly folders?: Readonly<Record<string, string>>;
  /** URL path to HTML; undefined falls through to the folders. */
  readonly pages?: Readonly<Record<string, () => string | undefined | Promise<string | undefined>>>;
  /** 0, the default, for any free port. */
  readonly port?: number;
  /** The Content-Security-Policy; {@link strictPolicy} by default, an empty text for none. */
  readonly policy?: string;
}

/** The policy that every page of ours must live with. */
export const strictPolicy: string;

export function startStaticServer(options: StaticServerOptions): Promise<StaticServer>;
