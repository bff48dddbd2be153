import { LIBRARY_VERSION } from '../../domain/versions.js';

/** A class that can be registered and knows which version of the library it belongs to. */
export interface VersionedElement extends CustomElementConstructor {
  readonly libraryVersion?: string;
}

const warned = new Set<string>();

/**
 * Registers a class under a tag unless something is registered already: two copies or two versions of the library on
 * one page never throw, the first wins, and the page is told once when their versions differ. Does nothing where
 * there are no custom elements, as in Node.
 */
export function defineElement(tag: string, elementClass: VersionedElement): void {
  if (typeof customElements === 'undefined') return;
  const present: VersionedElement | undefined = customElements.get(tag);
  if (present === undefined) {
    customElements.define(tag, elementClass);
    return;
  }
  const version = present.libraryVersion ?? 'unknown';
  if (version === LIBRARY_VERSION || warned.has(version)) return;
  warned.add(version);
  console.warn(
    `Aurigraph widgets ${LIBRARY_VERSION} were loaded beside version ${version}, which was first and stays in use.`,
  );
}
