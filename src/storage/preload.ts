/** What a page needs first, fetched side by side (schema design 9.3). */
import type { Configuration } from '../domain/configuration.js';
import { failureOf, type Failure } from '../domain/failure.js';
import type { MetricsCache } from '../domain/metrics.js';
import type { AppSettings } from '../domain/settings.js';
import type { ConfigurationRepository } from './configurations.js';
import type { MetricsCacheRepository } from './metrics-cache.js';
import type { SettingsRepository } from './settings.js';

/** What could not be fetched, and why. */
export type PreloadFailures = Partial<Record<'settings' | 'defaultConfiguration' | 'metrics', Failure>>;

/** Everything a page needs first; `null` where there is nothing, or where it could not be fetched. */
export interface EssentialData {
  readonly settings: AppSettings | null;
  readonly defaultConfiguration: Configuration | null;
  /** Nothing that is older than five minutes. */
  readonly metrics: MetricsCache | null;
  readonly failures: PreloadFailures;
}

/** Where it is fetched from. */
export interface PreloadSources {
  readonly settings: Pick<SettingsRepository, 'getSettings'>;
  readonly configurations: Pick<ConfigurationRepository, 'getDefaultConfiguration'>;
  readonly metricsCache: Pick<MetricsCacheRepository, 'getLatestMetrics'>;
}

/** Fetches settings, default configuration and last metrics. Never rejects; what fails does not hold up the rest. */
export async function preloadEssentialData(sources: PreloadSources): Promise<EssentialData> {
  const failures: PreloadFailures = {};
  const attempt = <Value>(name: keyof PreloadFailures, fetched: Promise<Value | null>): Promise<Value | null> =>
    fetched.catch((error: unknown) => {
      failures[name] = failureOf(error);
      return null;
    });
  const [settings, defaultConfiguration, metrics] = await Promise.all([
    attempt('settings', sources.settings.getSettings()),
    attempt('defaultConfiguration', sources.configurations.getDefaultConfiguration()),
    attempt('metrics', sources.metricsCache.getLatestMetrics()),
  ]);
  return { settings, defaultConfiguration, metrics, failures };
}
