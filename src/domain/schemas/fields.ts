/** Schemas of single fields, made of their descriptions. */
import {
  entered,
  numberMessage,
  numbers,
  type ChoiceField,
  type ListField,
  type NumberField,
  type TextField,
} from '../field.js';
import { performanceModeField } from '../performance-mode.js';
import { isTimestamp } from '../timestamp.js';
import { urlProblem } from '../url.js';
import * as z from '../zod.js';

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

/** Schema of the performance mode: one of the four bare names (schema design 2.1). */
export const performanceModeSchema = choiceSchema(performanceModeField);

/** An instant as ISO 8601 text with a zone, for instance `2026-09-21T14:15:23.456Z` (schema design 2.1). */
export const timestampSchema = z.string({ error: 'A date must be a text.' }).check(
  z.refine((text) => isTimestamp(text), {
    error: (issue) =>
      `A date must be ISO 8601 with a zone, such as 2026-09-21T14:15:23.456Z. Found “${String(issue.input).slice(0, 40)}”.`,
  }),
);

/** An http or https address without credentials. */
export const httpUrlSchema = urlSchema(['http:', 'https:'], 'Backend address');

/** A ws or wss address without credentials. */
export const webSocketUrlSchema = urlSchema(['ws:', 'wss:'], 'WebSocket address');

function urlSchema(protocols: readonly string[], label: string) {
  return z.string({ error: `${label} must be a text.` }).check(
    z.refine((text) => urlProblem(text, protocols, label) === undefined, {
      error: (issue) => urlProblem(String(issue.input), protocols, label) ?? `${label} cannot be used.`,
    }),
  );
}
