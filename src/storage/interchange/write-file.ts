/** Writing configurations and settings for other places (schema design 10.3, interchange). */
import type { Configuration } from '../../domain/configuration.js';
import type { AppSettings } from '../../domain/settings.js';
import type { JsonObject } from './json-object.js';
import type { TargetDialect } from './reading.js';
import { redacted } from './redaction.js';
import { toDart, withDoubles } from './write-dart.js';

/** How a file is written. */
export interface WriteOptions {
  /** Whose form; `canonical` by default. React Native's redacted export is the same as ours (protocol 5.1). */
  readonly dialect?: TargetDialect;
  /** Settings to write along; the file is then a bundle. */
  readonly settings?: AppSettings;
}

/**
 * Configurations as pretty JSON: one as an object (schema design 10.3), several as a bare list, for Dart always as a
 * bare list (protocol 5.1), and with settings as `{ configs, settings }`. Key references are redacted, fields that
 * look like secrets are left out, and addresses lose user name, query and fragment; everything else is carried,
 * unknown fields included. Fails with `invalid-configuration` if something is nested too deeply to be read again.
 */
export function writeConfigurations(
  configurations: readonly Configuration[],
  { dialect = 'canonical', settings }: WriteOptions = {},
): string {
  const isSingle = configurations.length === 1 && dialect !== 'dart' && settings === undefined;
  const depth = settings !== undefined ? 2 : isSingle ? 0 : 1;
  const configs = configurations.map((configuration) => shaped(redacted(configuration, depth) as JsonObject, dialect));
  const bundle = { configs, settings: redacted(settings, 1) };
  const json = JSON.stringify(settings !== undefined ? bundle : isSingle ? configs[0] : configs, null, 2);
  return dialect === 'dart' ? withDoubles(json) : json;
}

function shaped(configuration: JsonObject, dialect: TargetDialect): JsonObject {
  return dialect === 'dart' ? toDart(configuration) : configuration;
}
