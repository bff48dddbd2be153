import type { Clock } from '../domain/clock.js';
import type { UpdateSink } from '../domain/live-update.js';
import { decodeAskedBody } from './decode/asked-bodies.js';
import { decodeFrame, type OnUnknown } from './decode/index.js';
import { hasNextPage } from './decode/nodes.js';
import type { FrameSource } from './decode/sources.js';
import type { RestRoute } from './endpoints.js';
import type { FrameCounts } from './feed.js';
import { UnknownFrameLog } from './unknown-frames.js';

/** Decodes what arrives into the sink, and counts it. */
export class FrameIntake {
  readonly #sink: UpdateSink;
  readonly #clock: Clock;
  #received = 0;
  #dropped = 0;
  #unknown = 0;
  #lastFrameAt: number | undefined;
  readonly #unknownKinds = new UnknownFrameLog();
  /** Made once, not for every frame. */
  readonly #onUnknown: OnUnknown = (endpoint, frame) => this.#unknownKinds.note(endpoint, frame);

  constructor(sink: UpdateSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
  }

  get counts(): FrameCounts {
    const counts = { received: this.#received, dropped: this.#dropped, unknown: this.#unknown };
    const unknownKinds = this.#unknownKinds.list;
    return unknownKinds === undefined ? counts : { ...counts, unknownKinds };
  }

  /** Epoch milliseconds of the last frame that carried data, if there was one. */
  get lastFrameAt(): number | undefined {
    return this.#lastFrameAt;
  }

  /** Takes a frame of a socket. */
  frame(endpoint: FrameSource, data: unknown): void {
    const receivedAt = this.#clock.now();
    this.#received += 1;
    switch (decodeFrame(endpoint, data, this.#sink, receivedAt, this.#onUnknown)) {
      case 'data':
        this.#lastFrameAt = receivedAt;
        break;
      case 'malformed':
        this.#dropped += 1;
        break;
      case 'unknown':
        this.#unknown += 1;
        break;
      case 'control':
        break;
    }
  }

  /** Takes the body of a REST answer. */
  body(route: RestRoute, body: unknown): { readonly hasNextPage: boolean } {
    decodeAskedBody(route, body, this.#sink, this.#clock.now());
    return { hasNextPage: hasNextPage(body) };
  }
}
