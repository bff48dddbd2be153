/**
 * Reading and saving data of several schema versions (schema design 8, reliability 3.5): older data is lifted when it
 * is read and written with the next save; newer data is shown as far as it is known, and never written down.
 */
import { validate, type Validated } from '../domain/validation.js';
import { compareVersions, CURRENT_SCHEMA_VERSION, UNVERSIONED } from '../domain/versions.js';
import type * as z from '../domain/zod.js';
import { newerVersion } from './failures.js';
import type { PlainData, SchemaStep } from './schema-steps.js';
import { carriesUnknownFields, isPlainData } from './migrations/unknown-fields.js';

/** What became of something stored. */
export type StoredReading<Value> =
  | { readonly state: 'readable'; readonly value: Value }
  /** Of a version that is not known here, and so different that not even the known fields can be shown. */
  | { readonly state: 'newer'; readonly version: string }
  /** Wrong by the rules of its own version, or the step to the next one failed. */
  | { readonly state: 'damaged' };

/** Anything that names the version it was read with. */
export interface Versioned {
  readonly version: string;
}

/** The versions of one entity: its present schema, and the steps that lead to it. */
export class SchemaVersions<Schema extends z.Schema<Versioned>> {
  readonly #schemaOf: () => Schema;
  readonly #steps: readonly SchemaStep[];
  readonly #current: string;

  /** What people call one of them: `A configuration`. */
  readonly title: string;

  /** @param schema gives the present schema, which need not be there before it is needed */
  constructor(title: string, schema: () => Schema, steps: readonly SchemaStep[], current = CURRENT_SCHEMA_VERSION) {
    this.title = title;
    this.#schemaOf = schema;
    this.#steps = steps;
    this.#current = current;
  }

  /** Every version that can be lifted to the present one. */
  get former(): readonly string[] {
    return this.#steps.map(({ from }) => from);
  }

  /** Whether a version is none of those that this library knows: a newer one, or something else altogether. */
  isNewer({ version }: Versioned): boolean {
    return this.#pathFrom(version) === undefined;
  }

  /** Reads something stored, lifted to the present version. Never throws; what was stored stays as it is. */
  read(stored: unknown): StoredReading<z.output<Schema>> {
    const version = versionOf(stored);
    const checked = this.accept(stored);
    if (checked.ok) return { state: 'readable', value: checked.value };
    return this.isNewer({ version }) ? { state: 'newer', version } : { state: 'damaged' };
  }

  /** Checks a value that is to be saved, lifted to the present version. */
  accept(value: unknown): Validated<z.output<Schema>> {
    const version = versionOf(value);
    const path = this.#pathFrom(version);
    if (!isPlainData(value) || path?.length === 0) return validate(this.#schemaOf(), value);
    if (path === undefined) return validate(this.#schemaOf(), { ...value, version });
    try {
      return validate(this.#schemaOf(), lift(value, path));
    } catch (error) {
      const message = `Version ${version} could not be brought up to ${this.#current}: ${String(error)}`;
      return { ok: false, issues: [{ path: ['version'], message }] };
    }
  }

  /**
   * What stands in the mirror, as the journal keeps it: of the present version as it was checked; of any other version
   * as it was found, since reading the mirror lifts nothing. Nothing if nobody can read it.
   */
  keep(element: unknown): Readonly<Versioned> | PlainData | undefined {
    const reading = this.read(element);
    const version = versionOf(element);
    if (reading.state === 'readable' && compareVersions(version, this.#current) === 0) return reading.value;
    if (!isPlainData(element) || reading.state === 'damaged') return undefined;
    // Rubbish that names no version either is not worth a place beside what can be read.
    return reading.state === 'newer' && Number.isNaN(compareVersions(version, UNVERSIONED)) ? undefined : element;
  }

  /** The former version of something stored that the next save lifts; nothing if it stays what it is. */
  liftedFrom(stored: unknown): string | undefined {
    return this.#pathFrom(versionOf(stored))?.[0]?.from;
  }

  /**
   * What may be written over something stored. Over data of a newer version, that is a value that carries all of its
   * unknown fields and its version along; anything else throws `newer-version`.
   */
  over<Value extends PlainData & Versioned>(stored: unknown, value: Value): PlainData {
    const version = versionOf(stored);
    if (!isPlainData(stored) || !this.isNewer({ version })) return value;
    const carried =
      value.version === version && this.accept(stored).ok && carriesUnknownFields(this.#schemaOf(), stored, value);
    if (!carried) throw newerVersion(this.title, version);
    return { ...value, version: stored['version'] };
  }

  /** The steps from a version to the present one, in order; nothing if none lead there. */
  #pathFrom(version: string): readonly SchemaStep[] | undefined {
    const path: SchemaStep[] = [];
    let reached = version;
    while (compareVersions(reached, this.#current) !== 0) {
      const step = this.#steps.find(
        ({ from, to }) => compareVersions(from, reached) === 0 && compareVersions(to, from) > 0,
      );
      if (step === undefined) return undefined;
      path.push(step);
      reached = step.to;
    }
    return path;
  }
}

/** The version of something stored, as a text to show; `unknown` if what stands there is no text. */
export function versionOf(stored: unknown): string {
  const version = isPlainData(stored) ? stored['version'] : undefined;
  if (version === undefined) return UNVERSIONED;
  return typeof version === 'string' ? version : 'unknown';
}

/** Steps work on a copy, so that one that changes what it is given spoils nothing. */
function lift(value: PlainData, path: readonly SchemaStep[]): PlainData {
  let lifted = JSON.parse(JSON.stringify(value)) as PlainData;
  for (const { to, migrate } of path) lifted = { ...migrate(lifted), version: to };
  return lifted;
}
