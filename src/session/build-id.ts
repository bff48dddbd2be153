import { LIBRARY_VERSION } from '../domain/versions.js';
import { fingerprint } from './fingerprint.js';
import { LiveMetrics } from './live-metrics.js';
import { Session } from './session.js';

/**
 * Tells builds of the library apart, also those of one version: by the text of the classes that elements use. Copies with
 * the same id may use each other's objects; all others meet at the page's hub, where nothing but plain data passes.
 */
export const BUILD_ID = `${LIBRARY_VERSION}/${fingerprint([Session, LiveMetrics].map(String).join(''))}`;
