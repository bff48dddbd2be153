/** The part of a Worker that is used. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
    options: { readonly signal: AbortSignal },
  ): void;
  addEventListener(
    type: 'error' | 'messageerror',
    listener: (event: { preventDefault(): void }) => void,
    options: { readonly signal: AbortSignal },
  ): void;
  terminate(): void;
}

/** Opens a Worker that runs the stream. May throw where the page may not have one. */
export type OpenWorker = () => WorkerLike;
