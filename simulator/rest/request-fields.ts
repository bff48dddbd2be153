/** Reads request bodies as strictly as the backend does (protocol 2.5). */
import { failed, type Reply, type Request } from './route.js';

/** Fields of a body by the kind that each has to have. */
export type FieldKinds = Readonly<Record<string, 'string' | 'number' | 'boolean'>>;

/** A refusal where a body is missing, or has a field that is unknown or of another kind; nothing where it is fine. */
export function refusalOf({ body }: Request, kinds: FieldKinds): Reply | undefined {
  if (body === undefined) return failed(400, 'Request body must be a JSON object');
  for (const [name, value] of Object.entries(body)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) return failed(400, `Unrecognized field "${name}"`);
    if (typeof value !== kind) return failed(400, `Field "${name}" must be a ${kind}`);
  }
  return undefined;
}

/** A number of a body, kept within bounds; the standard where it is missing. */
export function numberIn({ body }: Request, name: string, standard: number, max: number): number {
  const value = body?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(0, value)) : standard;
}

/** A text of a body; the standard where it is missing. */
export function textIn({ body }: Request, name: string, standard: string): string {
  const value = body?.[name];
  return typeof value === 'string' ? value : standard;
}
