/**
 * Fields of the schema design as data: label, unit, range and default in one place, so that the
 * schema, the message a person reads, the help under an input and the documentation cannot disagree.
 */
import * as z from './zod.js';

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

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

function withUnit(amount: number, unit: string): string {
  return unit === '' ? numbers.format(amount) : `${numbers.format(amount)} ${unit}`;
}

/** The range of a number field in words: `between 10 and 500 connections`. */
export function describeRange(field: NumberField): string {
  if (field.max === Infinity) return `at least ${withUnit(field.min, field.unit)}`;
  return `between ${numbers.format(field.min)} and ${withUnit(field.max, field.unit)}`;
}

function entered(value: unknown, unit: string): string {
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

/** The schema of a number field. NaN and infinities are refused. */
export function numberSchema(field: NumberField) {
  const error = (issue: { input?: unknown }): string => numberMessage(field, issue.input);
  const number = z.number({ error });
  return number.check(
    z.gte(field.min, { error, abort: true }),
    ...(field.max === Infinity ? [] : [z.lte(field.max, { error, abort: true })]),
    ...(field.integer ? [z.multipleOf(1, { error, abort: true })] : []),
  );
}

/** The schema of a choice field. */
export function choiceSchema<const Option extends string>(field: ChoiceField<Option>) {
  return z.enum(field.options as readonly [Option, ...Option[]], {
    error: (issue) => `${field.label} must be one of ${field.options.join(', ')}. ${entered(issue.input, '')}`,
  });
}

/** The schema of a text field. Length is counted in UTF-16 code units. */
export function textSchema(field: TextField) {
  const error = (issue: { input?: unknown }): string =>
    typeof issue.input === 'string' && issue.input.length > field.maxLength
      ? `${field.label} must have at most ${numbers.format(field.maxLength)} characters. This one has ${numbers.format(issue.input.length)}.`
      : `${field.label} must not be empty.`;
  return z.string({ error: (issue) => `${field.label} must be a text. ${entered(issue.input, '')}` }).check(
    z.refine((text) => text.trim().length >= field.minLength, { error, abort: true }),
    z.maxLength(field.maxLength, { error }),
  );
}

/** The schema of a list field. */
export function listSchema(field: ListField) {
  const count = (issue: { input?: unknown }): string => {
    const length = Array.isArray(issue.input) ? issue.input.length : 0;
    return `${field.label} must have between ${field.min} and ${field.max} ${field.item}s. There are ${length}.`;
  };
  const item = z.string({ error: `Each ${field.item} must be a text.` }).check(
    z.refine((text) => text.trim().length > 0, { error: `A ${field.item} must not be empty.` }),
    z.maxLength(100, { error: `A ${field.item} must have at most 100 characters.` }),
  );
  return z
    .array(item, { error: `${field.label} must be a list.` })
    .check(z.minLength(field.min, { error: count, abort: true }), z.maxLength(field.max, { error: count }));
}
