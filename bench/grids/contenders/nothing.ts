/** No table: what the benchmark itself costs. */
import type { Contender } from '../contender.js';

export const mount: Contender['mount'] = (place) => {
  place.textContent = 'nothing';
  return { update: () => undefined, parts: () => undefined };
};
