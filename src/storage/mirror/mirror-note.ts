import type { Journal } from '../journal.js';
import { contentAt, isSameContent, nextBase, type MirrorBase, type MirrorContent } from './mirror-base.js';

/** Journal kind of what was mirrored last. */
const BASE_KIND = 'mirror';

/** The journal's note of what this library wrote to one key, to tell later what others changed. */
export class MirrorNote {
  #content: MirrorContent | undefined;

  constructor(
    private readonly journal: Journal,
    private readonly key: string,
  ) {}

  /** The text that was found, as it was when it was written; nothing before {@link load}, or if nothing is noted. */
  get content(): MirrorContent | undefined {
    return this.#content;
  }

  /** Reads it, for the text with a stamp. */
  async load(stamp: string | null): Promise<void> {
    const base = await this.journal.read(BASE_KIND, this.key);
    this.#content = base === undefined ? undefined : contentAt(base.value as MirrorBase, stamp);
  }

  /** Notes what was written or taken in, with the stamp beside it. */
  async keep(written: MirrorContent, stamp: string | null): Promise<void> {
    const content = stamp === null ? written : { ...written, stamp };
    if (isSameContent(content, this.#content)) return;
    this.#content = content;
    const address = { kind: BASE_KIND, id: this.key };
    await this.journal.update([address], (read) => [
      { ...address, value: nextBase(read(address)?.value as MirrorBase | undefined, content) },
    ]);
  }
}
