/** What a page needs first, fetched side by side (schema design 9.3). */
import type { Configuration } from '../domain/configuration.js';
import { failureOf, type Failure } from '../domain/failure.js';
import type { MetricsCache } from '../domain/metrics.js';
import type { AppSettings } from '../domain/settings.js';
import type { ConfigurationRepository } from './configurations.js';
import type { SettingsRepository } from './settings.js';

/** What could not be fetched, and why. */
export type PreloadFailures = Partial<Record<'settings' | 'defaultConfiguration' | 'metrics', Failure>>;

/** Everything a page needs first; `null` where there is nothing, or where it could not be fetched. */
export interface EssentialData<Metrics = MetricsCache> {
  readonly settings: AppSettings | null;
  readonly defaultConfiguration: Configuration | null;
  /** Nothing that is older than five minutes. */
  readonly metrics: Metrics | null;
  readonly failures: PreloadFailures;
}

/** Where it is fetched from; the metrics in whatever form the page wants them. */
export interface PreloadSources<Metrics = MetricsCache> {
  readonly settings: Pick<SettingsRepository, 'getSettings'>;
  readonly configurations: Pick<ConfigurationRepository, 'getDefaultConfiguration'>;
  readonly metricsCache: { getLatestMetrics(): Promise<Metrics | null> };
}

/** Fetches settings, default configuration and last metrics. Never rejects; what fails does not hold up the rest. */
export async function preloadEssentialData<Metrics>(sources: PreloadSources<Metrics>): Promise<EssentialData<Metrics>> {
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
