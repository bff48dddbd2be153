/**
 * A server of rising numbers in a process of its own, for tests that kill or stop it. Forked with a port (0 for any) and
 * the number to begin with; sends its port when it listens, and ends with its parent.
 */
import { WebSocketServer } from 'ws';

const [, , port, first] = process.argv;
let count = Number(first);
const server = new WebSocketServer({ port: Number(port), host: '127.0.0.1', path: '/ws' });
server.on('connection', (client) => {
  client.on('error', () => undefined);
  client.on('message', () => client.send('{"type":"pong"}'));
});
server.on('listening', () => process.send({ port: server.address().port }));
setInterval(() => {
  count += 1;
  const text = JSON.stringify({ type: 'system-metrics', data: { tps: count }, timestamp: 1_790_000_000_000 + count });
  for (const client of server.clients) client.send(text);
}, 10);
process.on('disconnect', () => process.exit());
