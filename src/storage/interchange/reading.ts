/** What reading a file gives, before anything is compared or saved (interchange). Types only. */
import type { Configuration } from '../../domain/configuration.js';
import type { AppSettings } from '../../domain/settings.js';
import type { ValidationIssue } from '../../domain/validation.js';

/**
 * Whose form a file has, as its shape tells; the `version` inside does not identify it (protocol 5.1).
 *
 * `canonical`: the schema design's TypeScript; `dart`: the Flutter classes; `react-native`: redacted exports of the
 * mobile app; `portal`: SavedConfiguration with a map of nodes; `demo-app`: `{ version, timestamp, nodes }`; `bundle`:
 * `{ configs, settings, apiKeys }`; `business-nodes`: the list of the Flutter SDK (protocol 5.3); `backend`: node
 * configurations of the V11 backend (protocol 3.2).
 */
export type SourceDialect =
  'canonical' | 'dart' | 'react-native' | 'portal' | 'demo-app' | 'bundle' | 'business-nodes' | 'backend';

/** Forms in which configurations can be written. */
export type TargetDialect = 'canonical' | 'dart' | 'react-native';

/**
 * Something that was read differently from how it was written. Notations of a dialect that lose nothing, such as
 * `PerformanceMode.production` or a number as text, are not told.
 */
export interface ImportNotice {
  /** Where in the file: keys and indexes from its root. */
  readonly path: readonly (string | number)[];
  /** What was found, shortened; never a secret. */
  readonly found: string;
  /** What is used instead; empty if it was left out. */
  readonly used: string;
  /** A sentence for people. */
  readonly message: string;
}

/** One configuration of a file. */
export interface ReadConfiguration {
  /** Where it stands in the file. */
  readonly path: readonly (string | number)[];
  /** In canonical form; nothing if it is refused, and then `issues` says why. */
  readonly configuration: Configuration | undefined;
  /** Id and name as far as they could be read, to speak of a refused one. */
  readonly id: string;
  readonly name: string;
  /** Whether the file had no id, so that a new one was made. */
  readonly isNewId: boolean;
  /** Ids of slim nodes whose key reference was redacted: an existing reference is kept (reliability I6). */
  readonly redactedKeyRefs: readonly string[];
  readonly issues: readonly ValidationIssue[];
  readonly notices: readonly ImportNotice[];
}

/** The settings of a file. */
export interface ReadSettings {
  readonly settings: AppSettings | undefined;
  /**
   * Where in the settings a default stands in for what the file does not say, for instance `['v11Backend', 'url']`:
   * whoever applies the settings keeps the current value there.
   */
  readonly filled?: readonly (readonly string[])[];
  readonly issues: readonly ValidationIssue[];
  readonly notices: readonly ImportNotice[];
}

/** Everything that a file holds. */
export interface Reading {
  readonly dialect: SourceDialect;
  readonly configurations: readonly ReadConfiguration[];
  readonly settings?: ReadSettings;
  /** About the file as a whole, such as secrets that were left out. */
  readonly notices: readonly ImportNotice[];
}

/** How a file is read. */
export interface ReadOptions {
  /** Makes ids where the file has none. */
  readonly newId: () => string;
  /** Epoch milliseconds, used where a file has no dates. */
  readonly now: number;
  /**
   * Zone of dates that name none, as the Flutter classes write them: `UTC`, `local`, or an offset such as `+05:30`.
   * UTC by default, and told as a notice (interchange, first decision).
   */
  readonly assumeTimeZone?: string;
  /** What happens to numbers outside their range: refused by default, or moved to the nearest limit and told. */
  readonly outOfRange?: 'refuse' | 'clamp';
}
