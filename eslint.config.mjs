import js from '@eslint/js';
import globals from 'globals';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const askTheSession = 'Elements ask the session: they own no clock, no storage and no connection.';
const askThePorts = 'No DOM here: this code also runs in React Native. Take what you need as a parameter.';
const passItIn = 'Time and randomness are passed in, so that a test can hold them.';

const globalObjects = ['window', 'globalThis', 'self'];

/** Bans global names, spelled alone or as a member of window, globalThis or self. */
function bannedGlobals(names, message) {
  return {
    'no-restricted-globals': ['error', ...names.map((name) => ({ name, message }))],
    'no-restricted-properties': [
      'error',
      ...globalObjects.flatMap((object) => names.map((property) => ({ object, property, message }))),
    ],
  };
}

/** Bans reading the clock or rolling dice. */
function bannedSources(message) {
  return [
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message },
    { selector: "MemberExpression[object.name='performance'][property.name='now']", message },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message },
    { selector: "MemberExpression[object.name='Math'][property.name='random']", message },
  ];
}

const inlineMarkup = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
    message: 'Data never becomes markup: render a template.',
  },
  {
    selector: "CallExpression[callee.property.name='insertAdjacentHTML']",
    message: 'Data never becomes markup: render a template.',
  },
];

const elementImports = {
  paths: [
    { name: 'lit/directives/style-map.js', message: 'A strict CSP drops style attributes: set a custom property.' },
    { name: 'lit/directives/unsafe-html.js', message: 'Data never becomes markup.' },
    { name: 'lit/directives/unsafe-svg.js', message: 'Data never becomes markup.' },
    {
      name: 'lit/decorators.js',
      importNames: ['customElement'],
      message: 'A class registers nothing: call defineElement in the define.ts beside it.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'storybook-static/',
      'coverage/',
      '.cache/',
      '**/node_modules/',
      '**/dist/',
      // Generated; its freshness is a check of its own.
      'custom-elements.json',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['examples/**/*.js', 'test/e2e/pages/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A port is asynchronous even where one adapter has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Lit binds the host to @event listeners.
      '@typescript-eslint/unbound-method': 'off',
      'max-lines-per-function': ['error', { max: 60, skipComments: true }],
      'max-lines': ['error', { max: 350 }],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    settings: { wc: { elementBaseClasses: ['LitElement', 'AurigraphElement'] } },
    rules: {
      // Every base class here has the callbacks; `override` proves it.
      'wc/guard-super-call': 'off',
      'lit/no-legacy-imports': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-template-bind': 'error',
      'lit/no-value-attribute': 'error',
      'lit/lifecycle-super': 'error',
      'lit/ban-attributes': ['error', 'style'],
      'no-restricted-syntax': ['error', ...inlineMarkup],
      'no-restricted-imports': ['error', elementImports],
    },
  },
  {
    files: ['src/elements/**/*.ts'],
    rules: {
      ...bannedGlobals(
        ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'localStorage', 'sessionStorage', 'indexedDB'],
        askTheSession,
      ),
      'no-restricted-syntax': ['error', ...inlineMarkup, ...bannedSources(askTheSession)],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      ...bannedGlobals(['window', 'document', 'navigator', 'fetch', 'localStorage', 'indexedDB'], askThePorts),
      'no-restricted-syntax': ['error', ...bannedSources(passItIn)],
    },
  },
  {
    files: ['src/storage/**/*.ts', 'src/v11/**/*.ts'],
    // The adapters meet the platform, and the options choose between them.
    ignores: ['src/storage/adapters/**', 'src/storage/options.ts'],
    rules: bannedGlobals(['window', 'document', 'navigator', 'HTMLElement', 'localStorage', 'indexedDB'], askThePorts),
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', 'bench/**/*.ts'],
    rules: {
      // A describe block is a chapter, not a function.
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      // chai: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      // A test reads what was written, and throws what nobody should: JSON as it is, bare strings, objects as text.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    files: ['simulator/**/*.ts', 'bench/**/*.ts'],
    // Programs of the command line talk through the console.
    rules: { 'no-console': 'off' },
  },
  {
    // They run in a page, or hand functions to one.
    files: ['bench/**/*.mjs', 'bench/peers/*.js', 'scripts/stories.mjs'],
    languageOptions: { globals: globals.browser },
  },
);
