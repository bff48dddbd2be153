/**
 * Lets a browser test use real hands: `executeServerCommand('input', { method, params })` sends one event of the DevTools
 * protocol's Input domain, as touches and wheels come to a page. Mouse and keys have commands of their own.
 */
export function inputPlugin() {
  const clients = new WeakMap();
  return {
    name: 'input',
    async executeCommand({ command, payload, session }) {
      if (command !== 'input') return undefined;
      if (!String(payload.method).startsWith('Input.')) throw new Error(`Not an input: ${payload.method}`);
      const page = session.browser.getPage(session.id);
      const client = clients.get(page) ?? (await page.createCDPSession());
      clients.set(page, client);
      await client.send(payload.method, payload.params);
      return true;
    },
  };
}
