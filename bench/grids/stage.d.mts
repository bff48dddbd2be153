import type { Actor } from './scrolled.mjs';

/** A table that can be put on the stage. */
export interface StagedContender {
  readonly name: string;
  /** Module of the project that exports a `Contender`. */
  readonly entry: string;
  /** Name of the file that it is bundled into. */
  readonly file: string;
  /** Whether its processor time will be asked for, which only Linux tells; default true. */
  readonly measured?: boolean;
}

/** A browser with pages of tables. */
export interface Stage {
  /** @param task `share` of the rows that a burst changes, 0 to 1 */
  open(contender: StagedContender, task: { readonly rows: number; readonly share: number }): Promise<Actor>;
  close(): Promise<void>;
}

export function openStage(contenders: readonly StagedContender[]): Promise<Stage>;
