const ALLOWED = /^(Input\.\w+|Emulation\.(set|clear)DeviceMetricsOverride)$/;

/**
 * Lets a browser test use real hands and screens: `executeServerCommand('input', { method, params })` sends one event of
 * the DevTools protocol's Input domain, as touches and wheels come to a page, or tells the page how large and how fine its
 * screen is. Mouse and keys have commands of their own.
 */
export function inputPlugin() {
  const clients = new WeakMap();
  return {
    name: 'input',
    async executeCommand({ command, payload, session }) {
      if (command !== 'input') return undefined;
      if (!ALLOWED.test(payload.method)) throw new Error(`Neither hand nor screen: ${payload.method}`);
      const page = session.browser.getPage(session.id);
      const client = clients.get(page) ?? (await page.createCDPSession());
      clients.set(page, client);
      await client.send(payload.method, payload.params);
      return true;
    },
  };
}
