import type { WebSocket } from 'ws';
import type { Behaviour } from './test-backend.js';

/** The two sockets that want a token, as protocol 1.7 and 1.8 have them, and what was said on them. */
export class TokenBackend {
  /** Tokens that are taken. */
  readonly tokens = new Set<string>();
  /** Channels that this user may not have. */
  readonly forbidden = new Set<string>();
  /** What clients sent, by path, oldest first. */
  readonly heard: { readonly path: string; readonly text: string; readonly at: number }[] = [];
  /** Clients whose token was taken, oldest first. */
  readonly members: WebSocket[] = [];
  /** What a refusal quotes. */
  refusal = 'Invalid or expired token';

  /** `/ws/v11`. */
  readonly v11: Behaviour = (client) => {
    client.send('{"type":"auth_required","message":"Please authenticate","format":{"type":"auth","token":"…"}}');
    let isMember = false;
    client.on('message', (data: Buffer) => {
      const message = this.#hear('/ws/v11', data.toString()) as { type?: string; token?: string; channel?: string };
      if (message.type === 'auth') {
        isMember = this.tokens.has(message.token ?? '');
        if (isMember) this.members.push(client);
        client.send(
          JSON.stringify({
            type: 'auth_response',
            status: isMember ? 'success' : 'error',
            message: isMember ? 'Welcome' : `${this.refusal} ${message.token ?? ''}`,
            timestamp: Date.now(),
          }),
        );
      } else if (!isMember) client.send('{"type":"error","message":"Authentication required","timestamp":1}');
      else this.#answer(client, message);
    });
  };

  /** `/ws/transactions`. */
  readonly transactions: Behaviour = (client, request) => {
    const token = new URL(request.url ?? '', 'ws://x').searchParams.get('token') ?? '';
    if (!this.tokens.has(token)) return client.close(1008, 'Authentication required');
    this.members.push(client);
    client.send('{"type":"WELCOME","userId":"u","sessionId":"s","message":"hello"}');
    client.send('SUBSCRIBED transactions');
    const openedAt = performance.now();
    client.on('message', (data: Buffer) => {
      this.#hear('/ws/transactions', data.toString());
      if (performance.now() - openedAt < 10) client.close(1008, 'Suspicious activity');
      else client.send(/^ping$/i.test(data.toString()) ? 'PONG' : 'ERROR: Unknown command');
    });
  };

  /** Sends figures of the `analytics` channel to every member. */
  say(tps: number): void {
    const data = { timestamp: new Date().toISOString(), tps, validators: 4, pendingTransactions: 1, blockHeight: tps };
    const text = JSON.stringify({ type: 'message', channel: 'analytics', data, timestamp: Date.now() });
    for (const member of this.members) if (member.readyState === member.OPEN) member.send(text);
  }

  /** What was sent to a path. */
  textsTo(path: string): readonly string[] {
    return this.heard.filter((entry) => entry.path === path).map(({ text }) => text);
  }

  #answer(client: WebSocket, message: { type?: string; channel?: string }): void {
    const { type = '', channel = '' } = message;
    if (type === 'subscribe' && this.forbidden.has(channel))
      client.send('{"type":"error","message":"Not authorized for this channel","timestamp":1}');
    else if (type === 'subscribe')
      client.send(JSON.stringify({ type: 'subscribe_response', status: 'success', channel, filter: '', priority: 0 }));
    else if (type === 'ping') client.send(JSON.stringify({ type: 'pong', timestamp: Date.now() }));
  }

  #hear(path: string, text: string): unknown {
    this.heard.push({ path, text, at: performance.now() });
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return {};
    }
  }
}
