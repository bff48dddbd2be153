/** Opens `/ws` and asks for everything, as protocol 1.2 has it. */
export function subscribeAll(wsUrl: string): WebSocket {
  const socket = new WebSocket(wsUrl);
  socket.addEventListener('open', () => {
    for (const channel of ['node-updates', 'system-metrics', 'consensus-state'])
      socket.send(
        JSON.stringify({ type: 'subscribe', data: { channel }, timestamp: Date.now(), id: `msg-${channel}` }),
      );
  });
  return socket;
}
