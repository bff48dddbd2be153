/** Where bytes go that nobody can read: kept exactly as they were found, once (reliability 3.5). */
import { fingerprintOf } from './journal/fingerprint.js';
import type { Journal, JournalWrite } from './journal.js';
import type { Clock } from './ports.js';

/** Journal kind of what is kept. */
export const QUARANTINE_KIND = 'quarantine';

/** How much is kept of what a person knows about, in UTF-16 units: 1 MB of JSON (reliability 3.5). */
const MAX_LENGTH = 1_000_000;

/** Something that was set aside. */
export interface QuarantinedText {
  /** `quarantine/<key>/<hash>`: where it is kept, as failures name it. */
  readonly kept: string;
  /** The store key it was found under. */
  readonly key: string;
  /** Its text, unchanged. */
  readonly text: string;
  /** Epoch milliseconds at which it was found first. */
  readonly foundAt: number;
  /**
   * Whether it may go, oldest first, when more than 1 MB is kept: a person was told of it, or it is only an older
   * version of something that is there.
   */
  readonly expendable?: boolean;
}

/** A text as it is set aside; `foundAt` in epoch milliseconds. */
export function quarantinedText(key: string, text: string, foundAt: number): QuarantinedText {
  return { kept: `${QUARANTINE_KIND}/${key}/${fingerprintOf(text)}`, key, text, foundAt };
}

/** Sets aside what cannot be read, before anything may overwrite it. */
export class Quarantine {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a text found under a key and tells where. Resolves when the copy is saved; the same text is kept once.
   * An expendable one may go when more than 1 MB is kept.
   */
  async keep(key: string, text: string, expendable = false): Promise<string> {
    const value = quarantinedText(key, text, this.clock.now());
    const id = idOf(value.kept);
    if ((await this.journal.read(QUARANTINE_KIND, id)) !== undefined) return value.kept;
    await this.journal.commit([{ kind: QUARANTINE_KIND, id, value: expendable ? { ...value, expendable } : value }]);
    if (expendable) await this.#tidy();
    return value.kept;
  }

  /**
   * Notes that a person was told of something that was set aside, by its `kept`. From then on it is kept as long as
   * all of that is within 1 MB; what nobody was told of is kept in any case.
   */
  async acknowledge(kept: string): Promise<void> {
    const record = await this.journal.read(QUARANTINE_KIND, idOf(kept));
    if (record === undefined) return;
    const value = { ...(record.value as QuarantinedText), expendable: true };
    await this.journal.commit([{ kind: QUARANTINE_KIND, id: idOf(kept), value, base: record.rev }]);
    await this.#tidy();
  }

  /** Forgets something that was set aside, by its `kept`, because a person said so. */
  async remove(kept: string): Promise<void> {
    if ((await this.journal.read(QUARANTINE_KIND, idOf(kept))) === undefined) return;
    await this.journal.commit([deletionOf(kept)]);
  }

  /** Everything that was set aside, oldest first. */
  async list(): Promise<QuarantinedText[]> {
    const records = await this.journal.readAll(QUARANTINE_KIND);
    const texts = [...records.values()].map(({ value }) => value as QuarantinedText);
    return texts.sort((a, b) => a.foundAt - b.foundAt);
  }

  /** Lets go of the oldest expendable texts beyond 1 MB. */
  async #tidy(): Promise<void> {
    const all = (await this.list()).filter(({ expendable }) => expendable === true);
    let length = all.reduce((sum, { text }) => sum + text.length, 0);
    const gone: JournalWrite[] = [];
    for (const { kept, text } of all) {
      if (length <= MAX_LENGTH) break;
      length -= text.length;
      gone.push(deletionOf(kept));
    }
    if (gone.length > 0) await this.journal.commit(gone);
  }
}

function idOf(kept: string): string {
  return kept.slice(QUARANTINE_KIND.length + 1);
}

function deletionOf(kept: string): JournalWrite {
  return { kind: QUARANTINE_KIND, id: idOf(kept), deleted: true };
}
