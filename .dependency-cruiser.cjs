/**
 * The import arrows of docs/architecture.md: domain <- storage, v11 <- session <- elements <- define.
 * Each rule says which folder may not know what.
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      comment:
        'Two files that need each other to run are one noun, or hide a third. Naming a type is no need, nor is loading ' +
        'a part later, which may then use what loaded it.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only', 'dynamic-import'] } },
    },
    {
      name: 'unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'domain-knows-nothing',
      severity: 'error',
      comment: 'The nouns: no I/O, no clock, no DOM.',
      from: { path: '^src/domain/' },
      to: { path: '^src/', pathNot: '^src/domain/' },
    },
    {
      name: 'storage-knows-domain',
      severity: 'error',
      comment: 'storage stands on domain alone.',
      from: { path: '^src/storage/' },
      to: { path: '^src/', pathNot: '^src/(storage|domain)/' },
    },
    {
      name: 'v11-knows-domain',
      severity: 'error',
      comment: 'v11 stands on domain alone.',
      from: { path: '^src/v11/' },
      to: { path: '^src/', pathNot: '^src/(v11|domain)/' },
    },
    {
      name: 'session-below-elements',
      severity: 'error',
      comment: 'The session serves elements and knows none of them.',
      from: { path: '^src/session/' },
      to: { path: '^src/', pathNot: '^src/(session|storage|v11|domain)/' },
    },
    {
      name: 'elements-ask-the-session',
      severity: 'error',
      comment: 'An element reaches storage and the wire through the session only; types may be named.',
      from: { path: '^src/elements/' },
      to: { path: '^src/(storage|v11)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'elements-below-entries',
      severity: 'error',
      comment: 'Elements know nothing of the entries above them.',
      from: { path: '^src/elements/' },
      to: { path: '^src/[^/]+[.]ts$' },
    },
    {
      name: 'locales-are-data',
      severity: 'error',
      comment: 'A locale is words; it may look at domain for the names it speaks of.',
      from: { path: '^src/locales/' },
      to: { path: '^src/', pathNot: '^src/(locales|domain)/' },
    },
    {
      name: 'classes-register-nothing',
      severity: 'error',
      comment: 'Only a define.ts, define.ts of the root, autoload and the script tag import what registers an element.',
      from: { path: '^src/', pathNot: ['/define[.]ts$', '^src/autoload[.]ts$', '^src/script-tag[.]ts$'] },
      to: { path: '/define[.]ts$' },
    },
    {
      name: 'no-lit-below-session',
      severity: 'error',
      comment: 'domain, storage and v11 also run without a page.',
      from: { path: '^src/(domain|storage|v11|locales)/' },
      to: { path: 'node_modules/(lit|lit-html|lit-element|@lit|uplot)/' },
    },
    {
      name: 'zod-behind-one-file',
      severity: 'error',
      comment: 'Only src/domain/zod.ts names zod.',
      from: { pathNot: '^src/domain/zod[.]ts$' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'idb-keyval-behind-one-file',
      severity: 'error',
      comment: 'Only the IndexedDB adapter names idb-keyval.',
      from: { path: '^(src|simulator)/', pathNot: '^src/storage/adapters/web/indexed-db[.]ts$' },
      to: { path: 'node_modules/idb-keyval/' },
    },
    {
      name: 'uplot-behind-one-file',
      severity: 'error',
      comment: 'Only src/elements/base/chart/uplot.ts names uPlot.',
      from: { path: '^(src|simulator)/', pathNot: '^src/elements/base/chart/uplot[.]ts$' },
      to: { path: 'node_modules/uplot/' },
    },
    {
      name: 'the-product-imports-no-tools',
      severity: 'error',
      comment: 'src ships; tests, tools and Node do not.',
      from: { path: '^src/' },
      to: {
        path: '^(simulator|test|stories|bench|scripts)/',
      },
    },
    {
      name: 'no-node-in-the-product',
      severity: 'error',
      comment: 'src runs in a browser.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-dependencies-ship',
      severity: 'error',
      comment: 'What src imports must be a dependency, not a devDependency.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'browser', 'default'],
    },
  },
};
