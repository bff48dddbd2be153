import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

/** The policy that every page of ours must live with: no inline script, no inline style, connections to loopback only. */
export const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws://127.0.0.1:* ws://localhost:* http://127.0.0.1:* http://localhost:*",
].join('; ');

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/**
 * Serves files on loopback. Resolves to `{ url, port, close() }`.
 *
 * - `folders`: URL prefix to folder, `{ '/': '/some/folder' }`; nothing outside of them is served.
 * - `pages`: URL path to a function that returns HTML, or undefined to fall through to the folders.
 * - `port`: 0 for any free one; a taken port rejects with code EADDRINUSE.
 * - `policy`: the Content-Security-Policy, an empty text for none.
 */
export async function startStaticServer({ folders = {}, pages = {}, port = 0, policy = strictPolicy }) {
  const server = createServer((request, response) => {
    respond(request, response, { folders, pages, policy }).catch(() => refuse(response, 500));
  });
  await listen(server, port);
  const actual = server.address().port;
  return { url: `http://127.0.0.1:${actual}`, port: actual, close: () => closeServer(server) };
}

async function respond(request, response, { folders, pages, policy }) {
  if (policy) response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-cache');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405);
  const path = pathOf(request.url);
  if (path === undefined) return refuse(response, 400);
  const html = await pages[path]?.();
  if (html !== undefined) return response.writeHead(200, { 'Content-Type': types['.html'] }).end(html);
  const file = await fileFor(path, folders);
  if (!file) return refuse(response, 404);
  return sendFile(request, response, file);
}

// The URL parser has resolved every ".." of the path; one that is encoded shows only after decoding.
function pathOf(url) {
  try {
    const path = decodeURIComponent(new URL(url, 'http://127.0.0.1').pathname);
    return path.split(/[\\/]/).includes('..') || path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

async function fileFor(path, folders) {
  const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate));
  if (prefix === undefined) return undefined;
  const file = join(folders[prefix], path.slice(prefix.length));
  if (file !== folders[prefix] && !file.startsWith(folders[prefix] + sep)) return undefined;
  const candidate = path.endsWith('/') ? join(file, 'index.html') : file;
  const found = await stat(candidate).catch(() => undefined);
  return found?.isFile() ? candidate : undefined;
}

function sendFile(request, response, file) {
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream' });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

function refuse(response, status) {
  if (!response.headersSent) response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end();
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
