/**
 * The body of an answer as text, or nothing if it is longer than `maxBytes`; then the rest is not read. Where a body
 * cannot be read in parts, as in React Native, it is judged when it is whole.
 */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return undefined;
  if (response.body === null || response.body === undefined) return within(await response.text(), maxBytes);
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}

function within(text: string, maxLength: number): string | undefined {
  return text.length > maxLength ? undefined : text;
}
