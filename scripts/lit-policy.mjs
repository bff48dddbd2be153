/**
 * A Vite plugin for bundles that carry their own Lit.
 *
 * Lit creates the Trusted Types policy `lit-html` when it loads. Under `trusted-types lit-html` the second copy on a
 * page may not create it again and throws, which would take every element of that copy down. Here each copy of the
 * bundle first looks for the policy that an earlier copy made, and tries a name of its own where the page's own Lit
 * took `lit-html`. The policy also vouches for the bundle's own address, and no other, so that the file can be its own
 * Worker's script.
 */
export function litPolicy() {
  return {
    name: 'aurigraph-lit-policy',
    transform(code, id) {
      if (!/[\\/]lit-html[\\/](development[\\/])?lit-html\.js$/.test(id)) return undefined;
      const patched = code.replace(creation, (_, factory, rules) => `(${sharedPolicy})(${factory},${rules})`);
      if (patched === code)
        throw new Error('lit-html creates its Trusted Types policy in a new way: see lit-policy.mjs');
      return { code: patched, map: null };
    },
  };
}

const creation = /([\w$]+)\.createPolicy\(\s*["']lit-html["']\s*,\s*(\{[^{}]*\})\s*\)/;

// Goes into the bundle as text, so it may use nothing from this file.
function sharedPolicy(factory, rules) {
  const key = Symbol.for('aurigraph.lit-policy');
  if (globalThis[key]) return globalThis[key];
  const script = globalThis.document?.currentScript?.src;
  const createScriptURL = (address) => {
    if (address !== script) throw new TypeError('Only the address of this script is trusted.');
    return address;
  };
  for (const name of ['lit-html', 'aurigraph-widgets']) {
    try {
      return (globalThis[key] = factory.createPolicy(name, { ...rules, createScriptURL }));
    } catch {
      // The name is taken or not allowed.
    }
  }
  return undefined;
}
