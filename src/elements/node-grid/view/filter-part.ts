/** What a grid loads with its first filter. */
import { nodeFilterEn } from '../../../locales/node-filter.en.js';
import type { FilterProblem } from '../../base/grid-engine/filter/filter.js';

export { asksForKind, readRowsFilter, toggleKind } from '../engine/node-filter.js';

/** Why a filter cannot be read, for people. */
export function explainProblem({ code, at, text }: FilterProblem, format: (value: number) => string): string {
  return `${nodeFilterEn.problems[code](text)} ${nodeFilterEn.at(format(at + 1))}`;
}
