/**
 * Fields of the schema design as data: label, unit, range and default in one place, so that the
 * schema, the message a person reads, the help under an input and the documentation cannot disagree.
 */
/** A quantity with a unit and an inclusive range. */
export interface NumberField {
  readonly kind: 'number';
  /** What the field is called in messages and forms. */
  readonly label: string;
  /** The unit as it is shown behind the value, for instance `ms`; empty for pure numbers. */
  readonly unit: string;
  /** Smallest allowed value. */
  readonly min: number;
  /** Largest allowed value; `Infinity` where the design gives none. */
  readonly max: number;
  /** The value a new entry starts with. */
  readonly default: number;
  /** Whether fractions are refused. */
  readonly integer: boolean;
  /** One sentence for people who meet the field for the first time. */
  readonly help: string;
}

/** One of a closed list of words. */
export interface ChoiceField<Option extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly options: readonly Option[];
  readonly default: Option;
  readonly help: string;
}

/** Free text. */
export interface TextField {
  readonly kind: 'text';
  readonly label: string;
  /** Fewest characters after trimming; 0 allows an empty text. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly default: string;
  readonly help: string;
}

/** A list of short texts, such as market symbols. */
export interface ListField {
  readonly kind: 'list';
  readonly label: string;
  /** What one entry is called: `symbol`, `location`, `topic`. */
  readonly item: string;
  readonly min: number;
  readonly max: number;
  readonly default: readonly string[];
  readonly help: string;
}

/** Any field a form can show. */
export type Field = NumberField | ChoiceField | TextField | ListField;

/** Numbers as messages write them. */
export const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

function withUnit(amount: number, unit: string): string {
  return unit === '' ? numbers.format(amount) : `${numbers.format(amount)} ${unit}`;
}

/** The range of a number field in words: `between 10 and 500 connections`. */
export function describeRange(field: NumberField): string {
  if (field.max === Infinity) return `at least ${withUnit(field.min, field.unit)}`;
  return `between ${numbers.format(field.min)} and ${withUnit(field.max, field.unit)}`;
}

/** What was entered, in a sentence that a message ends with. */
export function entered(value: unknown, unit: string): string {
  if (value === undefined || value === null || value === '') return 'Nothing was entered.';
  if (typeof value === 'number' && !Number.isNaN(value)) return `You entered ${withUnit(value, unit)}.`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `You entered ${text === undefined ? 'something else' : `“${shorten(text)}”`}.`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** The sentence shown when a number is missing, not a number, or out of range. */
export function numberMessage(field: NumberField, value: unknown): string {
  const whole = field.integer && typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value);
  const rule = whole ? 'a whole number ' : '';
  return `${field.label} must be ${rule}${describeRange(field)}. ${entered(value, field.unit)}`;
}
