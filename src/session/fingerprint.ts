/** 64 bits of a text as 16 digits (FNV-1a, twice): no secret, and there is no `crypto.subtle` on plain http. */
export function fingerprint(text: string): string {
  return [0x811c9dc5, 0x01000193].map((basis) => hash(text, basis).toString(16).padStart(8, '0')).join('');
}

function hash(text: string, basis: number): number {
  let sum = basis;
  for (let index = 0; index < text.length; index += 1) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  return sum >>> 0;
}
