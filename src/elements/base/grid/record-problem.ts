import { gridRecordsEn as words } from '../../../locales/grid-records.en.js';

/** What is wrong with the rows or columns that a host page gave. Places count from 0. */
export type RecordProblem =
  | { readonly code: 'not-columns' | 'not-rows' }
  | { readonly code: 'too-many-columns' | 'too-many-rows'; readonly count: number; readonly most: number }
  | { readonly code: 'unusable-key'; readonly place: number; readonly most: number }
  | { readonly code: 'reserved-key' | 'doubled-key'; readonly place: number; readonly key: string }
  /** A field of a definition; its default is used. */
  | { readonly code: 'unusable-field'; readonly place: number; readonly field: string }
  /** A choice has so many words that it is shown as text. */
  | { readonly code: 'too-many-choices'; readonly key: string; readonly most: number }
  /** Rows that are no objects; `place` is that of the first. */
  | { readonly code: 'not-records'; readonly count: number; readonly place: number }
  /** Rows with the id of a later one; `id` is that of the first. */
  | { readonly code: 'doubled-ids'; readonly count: number; readonly id: string }
  /** Values that are not of the kind of their column, or that a getter did not give away. */
  | { readonly code: 'unusable-values'; readonly count: number; readonly key: string }
  | { readonly code: 'long-texts'; readonly count: number; readonly key: string; readonly most: number };

/** Longest name that is repeated in a sentence, in characters. */
const LONGEST_NAME = 60;

/** A problem in a sentence for those who write the page. */
export function sentenceOf(problem: RecordProblem): string {
  switch (problem.code) {
    case 'not-columns':
      return words.notColumns;
    case 'not-rows':
      return words.notRows;
    case 'too-many-columns':
      return words.tooManyColumns(String(problem.count), String(problem.most));
    case 'too-many-rows':
      return words.tooManyRows(String(problem.count), String(problem.most));
    case 'not-records':
      return words.notRecords(String(problem.count), String(problem.place));
    case 'doubled-ids':
      return words.doubledIds(String(problem.count), short(problem.id));
    default:
      return sentenceOfColumn(problem);
  }
}

type ColumnProblem = Exclude<RecordProblem, { code: 'not-columns' | 'not-rows' | 'not-records' | 'doubled-ids' }>;
type OneColumnProblem = Exclude<ColumnProblem, { code: 'too-many-columns' | 'too-many-rows' }>;

function sentenceOfColumn(problem: OneColumnProblem): string {
  switch (problem.code) {
    case 'unusable-key':
      return words.unusableKey(String(problem.place), String(problem.most));
    case 'reserved-key':
      return words.reservedKey(String(problem.place), problem.key);
    case 'doubled-key':
      return words.doubledKey(String(problem.place), short(problem.key));
    case 'unusable-field':
      return words.unusableField(String(problem.place), problem.field);
    case 'too-many-choices':
      return words.tooManyChoices(short(problem.key), String(problem.most));
    case 'unusable-values':
      return words.unusableValues(String(problem.count), short(problem.key));
    case 'long-texts':
      return words.longTexts(String(problem.count), short(problem.key), String(problem.most));
  }
}

function short(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`;
}
