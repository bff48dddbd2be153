/** What an import would change, as it is shown before anything is. Plain data; types only. */
import type { Configuration } from '../../domain/configuration.js';
import type { AppSettings } from '../../domain/settings.js';
import type { ValidationIssue } from '../../domain/validation.js';
import type { FieldDifference } from './differences.js';
import type { ImportNotice, ReadOptions, SourceDialect } from './reading.js';

/** A file as the platform gives it: a `File` or `Blob` of a browser, or anything alike. */
export interface ImportFile {
  /** Bytes. Files over 1 MB are refused by it, unread (reliability I3). */
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** What can be imported: a text, its bytes, or a file that was chosen. */
export type ImportSource = string | Uint8Array | ArrayBuffer | ImportFile;

/** How a file is read. */
export type ImportOptions = Pick<ReadOptions, 'assumeTimeZone' | 'outOfRange'>;

/** What the file means for one configuration. */
export type ImportEntryKind =
  /** It is not here yet. */
  | 'added'
  /** It is here, and the file's version is not older. */
  | 'changed'
  /** It is here, and its content is the same. */
  | 'unchanged'
  /** It is here, and `conflict` says why the file should not simply replace it. */
  | 'conflicting'
  /** It cannot be imported; `issues` say why. */
  | 'refused';

/** Why someone has to decide. */
export type ImportConflict =
  /** The version here was modified later than the one in the file. */
  | 'modified-later-here'
  /** An earlier configuration of the same file has the same id. */
  | 'twice-in-file'
  /** The one here cannot be read. If it is replaced, it is set aside first. */
  | 'unreadable-here'
  /** The one here is of a newer version of this library. It cannot be replaced, because something would be lost. */
  | 'newer-version-here';

/** One configuration of a file. */
export interface ImportEntry {
  /** Names the entry in {@link ImportDecision | decisions}; ids may occur twice in a file. */
  readonly key: string;
  readonly kind: ImportEntryKind;
  readonly conflict?: ImportConflict;
  readonly id: string;
  readonly name: string;
  /** Where it stands in the file. */
  readonly path: readonly (string | number)[];
  /** As it would be saved if it replaced the one here; nothing if it is refused. */
  readonly configuration: Configuration | undefined;
  /** The one with the same id that is here, as far as it can be shown. */
  readonly here: Configuration | undefined;
  /** Revision of the one here; 0 if there is none. The import is refused if it is another one by then. */
  readonly revision: number;
  /** What would change if the file's version replaced the one here. */
  readonly differences: readonly FieldDifference[];
  /** Why it is refused. */
  readonly issues: readonly ValidationIssue[];
  /** What was read differently from how it was written. */
  readonly notices: readonly ImportNotice[];
  /** What would happen, in a sentence for people. */
  readonly message: string;
}

/** The settings of a file. */
export interface ImportSettings {
  readonly kind: Exclude<ImportEntryKind, 'conflicting'>;
  /** As they would be saved; nothing if they are refused. */
  readonly settings: AppSettings | undefined;
  /** Revision of the settings here; 0 if there are none. */
  readonly revision: number;
  readonly differences: readonly FieldDifference[];
  readonly issues: readonly ValidationIssue[];
  readonly notices: readonly ImportNotice[];
  /**
   * The file points to another backend than the one here: the origins of both. The settings are then imported with
   * `autoConnect` false, so that nothing connects there until someone says so (reliability I8).
   */
  readonly connectsElsewhere?: { readonly here: readonly string[]; readonly file: readonly string[] };
  /** What would happen, in a sentence for people. */
  readonly message: string;
}

/** Which configuration is the default, here and in the file. */
export interface ImportDefault {
  /** The default here; nothing if none is chosen. */
  readonly here: { readonly id: string; readonly name: string } | undefined;
  /** Key of the entry that the file marks as the default; nothing if it marks none that can be imported. */
  readonly file: string | undefined;
  /** Revision of the choice here; 0 if none was ever made. */
  readonly revision: number;
}

/** What an import would change. Nothing has been changed yet. */
export interface ImportPreview {
  /** Whose form the file has. */
  readonly dialect: SourceDialect;
  readonly entries: readonly ImportEntry[];
  readonly settings: ImportSettings | undefined;
  readonly defaults: ImportDefault;
  /** About the file as a whole, such as secrets that were left out. */
  readonly notices: readonly ImportNotice[];
}
