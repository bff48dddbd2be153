import { HUB_VERSION, makePageHub, PAGE_HUB, type PageHub } from './page-hub.js';

/** Pages that were told that they have a hub which this copy cannot use. */
const told = new WeakSet<object>();

/**
 * The page's hub; the first copy of the library that asks puts it there. Nothing where something else is there already,
 * such as a hub of a version that is not known here: then this copy goes alone, and the page is told once.
 *
 * @param page the global object
 */
export function findPageHub(page: object): PageHub | undefined {
  try {
    if (!(PAGE_HUB in page)) putHub(page);
    const found: unknown = Reflect.get(page, PAGE_HUB);
    if (isPageHub(found)) return found;
  } catch {
    // Somebody's getter, or a global object that takes nothing more.
  }
  warnOnce(page);
  return undefined;
}

/** For good: nobody can put another one in its place, and part those who have met from those who come. */
function putHub(page: object): void {
  Object.defineProperty(page, PAGE_HUB, { value: makePageHub(), enumerable: false, writable: false });
}

function isPageHub(value: unknown): value is PageHub {
  if (typeof value !== 'object' || value === null) return false;
  const hub: Partial<Record<keyof PageHub, unknown>> = value;
  const { version, join, rank, leave, post, seats } = hub;
  return version === HUB_VERSION && [join, rank, leave, post, seats].every((one) => typeof one === 'function');
}

function warnOnce(page: object): void {
  if (told.has(page)) return;
  told.add(page);
  console.warn('Aurigraph widgets: this copy cannot share with others on the page; it has its own connection.');
}
