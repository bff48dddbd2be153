import type { Words } from '../../locales/en.js';
import type { Formatter } from '../base/format.js';
import type { Draft } from './draft.js';
import type { EditorActions } from './editor-actions.js';
import type { NumberText } from './number-text.js';

/** What the parts of an editor draw from, and where they report what a person does. */
export interface EditorView {
  readonly draft: Draft;
  readonly words: Words['configEditor'];
  readonly format: Formatter;
  readonly numbers: NumberText;
  readonly readonly: boolean;
  readonly actions: EditorActions;
}

/** Id of the control of a field in the shadow root; `general` stands for the configuration itself. */
export function controlId(nodeId: string | undefined, field: string): string {
  return `${nodeId === undefined ? 'general' : 'node'}-${field}`;
}

/** Id of an entry in the list of nodes. */
export function optionId(nodeId: string | undefined): string {
  return nodeId === undefined ? 'part-general' : `part-node-${nodeId}`;
}

/** Where problems are named that belong to no field of a form. */
export const OTHER_PROBLEMS_ID = 'other-problems';

/** A share in percent; a small one is not called nothing. */
export function shareInWords(percent: number, { words, format }: EditorView): string {
  return percent > 0 && percent < 1 ? words.lessThan(format.percent(1)) : format.percent(percent);
}
