/** Configurations and settings as the text of a file, without anything secret (schema design 10.3, reliability I7). */
import type { Configuration } from '../../domain/configuration.js';
import { compareConfigurations, CONFIGURATION_KIND, configurationVersions } from '../mirror/configuration-format.js';
import { notFound } from '../failures.js';
import { reportUnreadable } from '../repository-context.js';
import { readHoldings, type Exchange, type Holdings } from './exchange.js';
import { withoutLiveKeys } from './export-redaction.js';
import type { TargetDialect } from './reading.js';
import { writeConfigurations } from './write-file.js';

/** How configurations are exported. */
export interface ExportOptions {
  /** Whose form; `canonical` by default. */
  readonly dialect?: TargetDialect;
}

/** What is exported. */
export interface ExportWish extends ExportOptions {
  /** In this order; all of them by default, in the order of their creation. */
  readonly ids?: readonly string[];
  /** Whether the settings are exported too. */
  readonly withSettings?: boolean;
}

/** The text of a file. Rejects with `not-found` if one of the configurations that were asked for cannot be read. */
export async function exportText(exchange: Exchange, { ids, withSettings, dialect }: ExportWish): Promise<string> {
  const holdings = await readHoldings(exchange, ids);
  const found = ids === undefined ? await readable(exchange, holdings) : ids.map((id) => chosen(holdings, id));
  const contents = { configurations: found, settings: withSettings === true ? holdings.settings?.value : undefined };
  const { configurations, settings } = await withoutLiveKeys(contents, exchange.containsSecret);
  return writeConfigurations(configurations, { dialect, settings });
}

/** All that can be read. What cannot is told, because a file without it is no full copy. */
async function readable(exchange: Exchange, { configurations }: Holdings): Promise<Configuration[]> {
  const all: Configuration[] = [];
  for (const [id, { value, record }] of configurations) {
    if (value !== undefined) all.push(value);
    else {
      const reading = configurationVersions.read(record.value);
      await reportUnreadable(exchange, `${CONFIGURATION_KIND}/${id}`, configurationVersions.title, record, reading);
    }
  }
  return all.sort(compareConfigurations);
}

function chosen({ configurations }: Holdings, id: string): Configuration {
  const value = configurations.get(id)?.value;
  if (value === undefined) throw notFound(id, 'configuration that can be read');
  return value;
}
