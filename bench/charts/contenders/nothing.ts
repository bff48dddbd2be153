/** No chart: what the benchmark itself costs. */
import type { Mount } from '../contender.js';

export const mount: Mount = (place) => {
  place.textContent = 'nothing';
  return { push: () => undefined };
};
