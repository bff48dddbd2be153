import type { ApiKeyRepository } from '../api-keys.js';

/** Shorter keys stand in ordinary words. */
const SHORTEST_KEY = 4;

/** Whether a text contains an API key that this page holds at the moment, as it is or as addresses write it. */
export async function containsLiveKey(
  keys: Pick<ApiKeyRepository, 'getAlpacaKeys' | 'getWeatherKey' | 'getTwitterToken'>,
  text: string,
): Promise<boolean> {
  const [alpaca, ...others] = [await keys.getAlpacaKeys(), await keys.getWeatherKey(), await keys.getTwitterToken()];
  return [alpaca?.key, alpaca?.secret, ...others].some(
    (key) =>
      typeof key === 'string' &&
      key.length >= SHORTEST_KEY &&
      (text.includes(key) || text.includes(encodeURIComponent(key.replace(/\p{Cs}/gu, '')))),
  );
}
