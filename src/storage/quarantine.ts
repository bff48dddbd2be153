/** Where bytes go that nobody can read: kept exactly as they were found, once (reliability 3.5). */
import { fingerprintOf } from './fingerprint.js';
import type { Journal } from './journal.js';
import type { Clock } from './ports.js';

/** Journal kind of what is kept. */
const KIND = 'quarantine';

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
}

/** Sets aside what cannot be read, before anything may overwrite it. */
export class Quarantine {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Keeps a text found under a key and tells where. Resolves when the copy is saved; the same text is kept once. */
  async keep(key: string, text: string): Promise<string> {
    const id = `${key}/${fingerprintOf(text)}`;
    const kept = `${KIND}/${id}`;
    const known = await this.journal.read(KIND, id);
    const value: QuarantinedText = { kept, key, text, foundAt: this.clock.now() };
    if (known === undefined) await this.journal.commit([{ kind: KIND, id, value }]);
    return kept;
  }

  /** Everything that was set aside, oldest first. */
  async list(): Promise<QuarantinedText[]> {
    const records = await this.journal.readAll(KIND);
    const texts = [...records.values()].map(({ value }) => value as QuarantinedText);
    return texts.sort((a, b) => a.foundAt - b.foundAt);
  }
}
