/**
 * Every change of the schema, as data (schema design 8). To make a new version: raise `CURRENT_SCHEMA_VERSION`, extend
 * the schemas in `domain/`, and add a step for each entity, even if it changes nothing.
 *
 * An older library works on the same data in the next tab. It needs every field it knows, and edits those alone. So a
 * step removes no field that an older version requires, and a new field says nothing that an old one says already.
 */

/** An entity as plain data, before it is checked. */
export type PlainData = Readonly<Record<string, unknown>>;

/** How one version of an entity becomes the next. */
export interface SchemaStep {
  /** `major.minor` of what it takes. */
  readonly from: string;
  /** `major.minor` of what it gives; `version` is set to it afterwards. */
  readonly to: string;
  /**
   * Gets a copy of its own and gives the new form. Pure: no clock, no ids, nothing random, so that two tabs make the
   * same bytes of the same record. May throw; the record is then set aside as it was.
   */
  migrate(data: PlainData): PlainData;
}

/** The steps by journal kind, oldest first. None yet: 1.0 is the first version. */
export const SCHEMA_STEPS: Readonly<Record<'configuration' | 'settings', readonly SchemaStep[]>> = {
  configuration: [],
  settings: [],
};
