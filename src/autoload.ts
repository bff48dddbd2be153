/** Watches the page and registers only the `aurigraph-*` elements it finds, each from a module of its own. */

const LOADERS: Readonly<Record<string, () => Promise<unknown>>> = {
  'aurigraph-provider': () => import('./elements/provider/define.js'),
  'aurigraph-dashboard': () => import('./elements/dashboard/define.js'),
  'aurigraph-config-editor': () => import('./elements/config-editor/define.js'),
  'aurigraph-connection-status': () => import('./elements/connection-status/define.js'),
  'aurigraph-metric-cards': () => import('./elements/metric-cards/define.js'),
  'aurigraph-consensus-chart': () => import('./elements/consensus-chart/define.js'),
  'aurigraph-feed-chart': () => import('./elements/feed-chart/define.js'),
  'aurigraph-finality-chart': () => import('./elements/finality-chart/define.js'),
  'aurigraph-node-grid': () => import('./elements/node-grid/define.js'),
  'aurigraph-tps-chart': () => import('./elements/tps-chart/define.js'),
  'aurigraph-node-detail': () => import('./elements/node-detail/define.js'),
};

const UNDEFINED_ELEMENTS = Object.keys(LOADERS)
  .map((tag) => `${tag}:not(:defined)`)
  .join(',');

const requested = new Set<string>();

function load(element: Element): void {
  if (requested.has(element.localName)) return;
  requested.add(element.localName);
  LOADERS[element.localName]?.().catch((error: unknown) => {
    requested.delete(element.localName);
    console.error(`Aurigraph widgets: <${element.localName}> could not be loaded.`, error);
  });
}

function loadWithin(root: ParentNode): void {
  // The provider goes first, so that the elements inside it find their session at once.
  for (const element of root.querySelectorAll('aurigraph-provider:not(:defined)')) load(element);
  for (const element of root.querySelectorAll(UNDEFINED_ELEMENTS)) load(element);
}

/** Starts watching a document; returns how to stop. Runs by itself when this module is loaded in a page. */
export function watchForElements(root: Document): () => void {
  loadWithin(root);
  const observer = new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(UNDEFINED_ELEMENTS)) load(node);
        loadWithin(node);
      }
    }
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}

if (typeof document !== 'undefined') watchForElements(document);
