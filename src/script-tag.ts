/**
 * What the script tag loads: registers every element and puts what the root entry exports on
 * `globalThis.AurigraphWidgets`. When the file is loaded twice, the first copy keeps the global.
 */
import './define.js';
import * as widgets from './index.js';

if (!('AurigraphWidgets' in globalThis)) Object.assign(globalThis, { AurigraphWidgets: widgets });
