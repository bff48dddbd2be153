/** The options of schema design 14.2, of a session as well as of a storage. */
import { METRICS_MAX_BYTES } from '../domain/metrics.js';

/** What a deployment decides (schema design 14.2). What is left out is as in {@link productionConfig}. */
export interface ProductionOptions {
  /** Whether IndexedDB is used. Without it, `localStorage` holds the records, and metrics are gone with the page. */
  readonly useIndexedDB?: boolean;
  /** Whether API keys lie sealed in memory, where the page has Web Crypto. */
  readonly encryptSensitiveData?: boolean;
  /** Most bytes of the metrics cache. */
  readonly maxStorageSize?: number;
  /** Whether storage tells what it does. Never values, names or keys; see `DebugEvent`. */
  readonly enableDebugLogging?: boolean;
}

/** The values of schema design 14.2, which are the defaults. */
export const productionConfig: Readonly<Required<ProductionOptions>> = Object.freeze({
  useIndexedDB: true,
  encryptSensitiveData: true,
  maxStorageSize: METRICS_MAX_BYTES,
  enableDebugLogging: false,
});
