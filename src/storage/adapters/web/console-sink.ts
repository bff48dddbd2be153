import type { DebugSink } from '../../debug-log.js';

/** Writes debug events to the console, at the level that browsers hide unless it is asked for. */
export const consoleSink: DebugSink = (event) => globalThis.console.debug(`[Storage] ${event.operation}`, event);
