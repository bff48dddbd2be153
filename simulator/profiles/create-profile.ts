import { createBackendHeadProfile } from './backend-head.js';
import { createDesignProfile } from './design.js';
import type { Profile, ProfileName, Simulation } from './profile.js';

/** Makes what a kind of backend offers. Where both know a route, `everything` answers as the backend does. */
export function createProfile(name: ProfileName, simulation: Simulation): Profile {
  if (name === 'design') return createDesignProfile(simulation);
  const head = createBackendHeadProfile(simulation);
  if (name === 'backend-head') return head;
  return { ...head, sockets: [...createDesignProfile(simulation).sockets, ...head.sockets] };
}
