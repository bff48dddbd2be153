/** Import and export in one module, which is loaded when one of them is first used. */
export { applyImport } from './apply.js';
export { exportText } from './export.js';
export { previewImport } from './preview.js';
