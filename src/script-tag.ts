/**
 * What the script tag loads: registers every element and puts what the root entry exports on
 * `globalThis.AurigraphWidgets`. When the file is loaded twice, the first copy keeps the global.
 * The file is also its own Worker's script, which ends with the first import.
 */
import './session/off-thread/script-tag-worker.js';
import './define.js';
import * as widgets from './index.js';

if (!('AurigraphWidgets' in globalThis)) Object.assign(globalThis, { AurigraphWidgets: widgets });
