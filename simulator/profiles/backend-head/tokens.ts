/** `/ws/tokens` (protocol 1.9). */
import { parseObject, type Connection } from '../../connection.js';
import { localDateTime } from '../../instants.js';
import type { Simulation, SocketEndpoint } from '../profile.js';

/** Its answers all have these six fields. */
interface TokenEvent {
  readonly action: string;
  readonly tokenId: string | null;
  readonly userId: string | null;
  readonly reason: string | null;
  readonly message: string;
  /** Without a zone. */
  readonly timestamp: string;
}

/**
 * A subscription always fails, because the endpoint never learns who is there. What it would tell of (a token that was
 * revoked) only comes when a test emits it.
 */
export function createTokensSocket({ clock }: Simulation): SocketEndpoint {
  const event = (action: string, message: string, rest: Partial<TokenEvent> = {}): TokenEvent => ({
    ...{ action, tokenId: null, userId: null, reason: null },
    ...rest,
    message,
    timestamp: localDateTime(clock.now()),
  });

  return {
    path: '/ws/tokens',
    accept: (connection) => connection.onText((text) => answer(text, connection, event)),
    produce: () =>
      JSON.stringify(
        event('TOKEN_REVOKED', 'sign in again', { tokenId: 'token-1', userId: 'user-1', reason: 'User logout' }),
      ),
  };
}

function answer(text: string, connection: Connection, event: (action: string, message: string) => TokenEvent): void {
  const message = parseObject(text);
  if (message === undefined) return connection.send(event('ERROR', 'Invalid message format'));
  switch (message.action) {
    case 'SUBSCRIBE':
      return connection.send(event('ERROR', 'Authentication required. Please provide valid JWT token'));
    case 'UNSUBSCRIBE':
      return connection.send(event('UNSUBSCRIBED', 'unsubscribed'));
    case 'PING':
      return connection.sendPong(JSON.stringify(event('PONG', 'pong')));
    default:
      return connection.send(event('ERROR', `Unknown action: ${String(message.action)}`));
  }
}
