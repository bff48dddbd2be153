/** What a stream says when something is wrong, in words for people. */
import type { Failure } from '../domain/failure.js';
import type { EndReason, Liveness } from './liveness.js';

/** Why the stream is not live, or nothing if it is. `retryAt` is epoch milliseconds. */
export function failureOfStream(state: Liveness, url: string, retryAt: number | undefined): Failure | undefined {
  switch (state.phase) {
    case 'idle':
    case 'live':
      return undefined;
    case 'suspect':
      return { code: 'stream-lost', message: 'The backend has been silent for some seconds.' };
    case 'connecting':
    case 'authenticating':
    case 'backoff':
      return state.failures === 0 ? undefined : lost(state, url, retryAt);
    case 'stopped':
      return stopped(state.reason, url);
  }
}

function lost({ wasOpen, reason }: Liveness, url: string, retryAt: number | undefined): Failure {
  if (wasOpen)
    return { code: 'stream-lost', message: `The connection to the backend was lost${because(reason)}.`, retryAt };
  return {
    code: 'unreachable',
    message: `Nothing answers at ${url}.`,
    remedy: 'Check the address, and that the backend runs and can be reached from here.',
    url,
  };
}

function because(reason: EndReason | undefined): string {
  if (reason === 'silent') return ' because it went silent';
  // 1006 stands for "no reason given".
  return typeof reason === 'number' && reason !== 1006 ? ` (close code ${reason})` : '';
}

/** The token belongs to another address than the backend's. */
export function tokenElsewhere(origin: string, url: string): Failure {
  return {
    code: 'origin-mismatch',
    origin,
    message: `The token belongs to ${origin || 'an address that cannot be used'} and is not sent to ${url}.`,
    remedy: 'Name the origin of the backend as the one that the token belongs to.',
  };
}

function stopped(reason: EndReason | undefined, url: string): Failure {
  if (reason === 'refused') {
    return {
      code: 'invalid-url',
      message: `This page may not open ${url}.`,
      remedy: 'A page that was served over https needs a wss:// address.',
      url,
    };
  }
  return {
    code: 'unauthorized',
    message: 'The backend asks for a token, or refused the one it got.',
    remedy: 'Check the access to this backend, then try again.',
    url,
  };
}
