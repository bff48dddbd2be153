/** What `cem analyze` reads, and what it leaves out of custom-elements.json. */
export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['src/elements/**/*.styles.ts'],
  outdir: '.',
  litelement: true,
  // It would write its folder into package.json, also where that is only a check's.
  packagejson: false,
  plugins: [registrations(), publicMembersOnly(), distPaths()],
};

/** Reads the tag of a class from `defineElement('aurigraph-…', Class)`, which stands in a file of its own. */
function registrations() {
  const tags = new Map();
  return {
    name: 'registrations',
    analyzePhase({ ts, node }) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'defineElement') return;
      const [tag, element] = node.arguments;
      if (tag && element && ts.isStringLiteral(tag)) tags.set(element.getText(), tag.text);
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        for (const declaration of module.declarations ?? []) addTag(module, declaration, tags);
      }
    },
  };
}

function addTag(module, declaration, tags) {
  const tagName = tags.get(declaration.name);
  if (!tagName) return;
  Object.assign(declaration, { tagName, customElement: true });
  const definition = { kind: 'custom-element-definition', name: tagName };
  module.exports ??= [];
  if (module.exports.some((entry) => entry.kind === definition.kind && entry.name === tagName)) return;
  module.exports.push({ ...definition, declaration: { name: declaration.name, module: module.path } });
}

/** A manifest is a contract: private and protected members are none of a page's business. */
function publicMembersOnly() {
  return {
    name: 'public-members-only',
    packageLinkPhase({ customElementsManifest }) {
      // Files are found in any order; sorted, the same sources always make the same manifest.
      customElementsManifest.modules = customElementsManifest.modules.filter(hasElement).sort(byPath);
      for (const { declarations } of customElementsManifest.modules) {
        for (const declaration of declarations) keepPublic(declaration);
      }
    },
  };
}

function byPath(a, b) {
  return a.path < b.path ? -1 : 1;
}

function hasElement(module) {
  return module.declarations?.some((declaration) => declaration.customElement && declaration.tagName);
}

function keepPublic(declaration) {
  for (const list of ['members', 'attributes', 'events']) {
    if (declaration[list]) declaration[list] = declaration[list].filter(isPublic);
  }
  // A dispatch whose name is a variable is read as an event of the variable's name.
  if (declaration.events) declaration.events = declaration.events.filter(({ name }) => name.startsWith('aurigraph-'));
}

const lifecycle = /^(render|willUpdate|updated|firstUpdated|createRenderRoot|connectedCallback)$/;

function isPublic({ name, kind, privacy, static: isStatic }) {
  if (privacy === 'private' || privacy === 'protected') return false;
  if (isStatic || (kind === 'method' && lifecycle.test(name))) return false;
  return !/^[#_]/.test(name ?? '');
}

/** Paths as a page imports them: the built module, not its source. */
function distPaths() {
  return {
    name: 'dist-paths',
    packageLinkPhase({ customElementsManifest }) {
      const text = JSON.stringify(customElementsManifest);
      const built = text.replaceAll(/"\/?src\/([^"]+)\.[jt]s"/g, '"dist/$1.js"');
      Object.assign(customElementsManifest, JSON.parse(built));
    },
  };
}
