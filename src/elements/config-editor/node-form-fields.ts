/** Which fields the form of a node shows, made from the fields of the domain: nothing is written twice. */
import type { Field } from '../../domain/field.js';
import {
  businessFields,
  channelFields,
  nodeNameField,
  slimFields,
  validatorFields,
  type FeedType,
} from '../../domain/node-config.js';
import type { DraftNode } from './draft-edits.js';

/** A field and where its value is in a node, for instance `config.timeout`. */
export interface PlacedField {
  readonly path: string;
  readonly field: Field;
}

const { symbols, locations, topics, ...sharedSlimFields } = slimFields;

/** The list of each provider (schema design 2.2). Its path is where interchange 2 keeps it. */
const FEED_LISTS: Readonly<Record<FeedType, PlacedField>> = {
  alpaca: { path: 'config.alpaca.symbols', field: symbols },
  weather: { path: 'config.weather.locations', field: locations },
  twitter: { path: 'config.twitter.topics', field: topics },
};

const NAME: PlacedField = { path: 'name', field: nodeNameField };

const FORMS = {
  channel: [NAME, ...placed(channelFields)],
  validator: [NAME, ...placed(validatorFields)],
  business: [NAME, ...placed(businessFields)],
  slim: [NAME, ...placed(sharedSlimFields)],
};

/** The fields of a node in the order of its form. */
export function formFieldsOf({ type, config }: DraftNode): readonly PlacedField[] {
  if (type !== 'slim') return FORMS[type];
  const list = Object.entries(FEED_LISTS).find(([feedType]) => feedType === config['feedType'])?.[1];
  return list === undefined ? FORMS.slim : [...FORMS.slim, list];
}

function placed(fields: Readonly<Record<string, Field>>): readonly PlacedField[] {
  return Object.entries(fields).map(([key, field]) => ({ path: `config.${key}`, field }));
}
