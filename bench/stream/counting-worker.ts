/** A Worker that opens the address it is sent, counts what comes, and tells how much it was when it is asked. */
import { subscribeAll } from './subscribe.js';

let socket: WebSocket | undefined;
let frames = 0;

addEventListener('message', ({ data }: MessageEvent<string>) => {
  if (data === 'count') return postMessage(frames);
  socket?.close();
  socket = undefined;
  if (data === 'close') return;
  socket = subscribeAll(data);
  socket.onmessage = () => (frames += 1);
});
