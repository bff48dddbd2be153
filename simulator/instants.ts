/** How the backend writes instants (protocol 1.1, 1.6). */

/** ISO 8601 in UTC with six fraction digits, as Java's `Instant` prints them. */
export function isoInstant(epochMs: number): string {
  const micros = String(Math.abs(Math.trunc(epochMs * 7_919)) % 1_000).padStart(3, '0');
  return new Date(epochMs).toISOString().replace('Z', `${micros}Z`);
}

/** A local date-time without a zone, as Java's `LocalDateTime` prints it; here the machine's zone is UTC. */
export function localDateTime(epochMs: number): string {
  return isoInstant(epochMs).replace('Z', '');
}

const MARK = '\u0001';

/**
 * An instant as `/ws/dashboard` has it inside: epoch SECONDS as a decimal number with nine digits behind the point.
 * A JavaScript number cannot hold so many, so it is marked text until {@link stringifyWithInstants} writes it.
 */
export function decimalSeconds(epochMs: number): string {
  const seconds = Math.floor(epochMs / 1_000);
  const millis = String(Math.floor(epochMs) - seconds * 1_000).padStart(3, '0');
  return `${MARK}${seconds}.${millis}456789`;
}

/** JSON in which every {@link decimalSeconds} is a number. */
export function stringifyWithInstants(body: unknown): string {
  return JSON.stringify(body).replaceAll(/"\\u0001(\d+\.\d+)"/g, '$1');
}

/** The same body with every {@link decimalSeconds} as ISO text, as REST has it (protocol 1.6). */
export function withIsoInstants(body: unknown): unknown {
  const text = JSON.stringify(body).replaceAll(
    /"\\u0001(\d+)\.(\d{3})\d+"/g,
    (_, seconds: string, millis: string) => `"${isoInstant(Number(seconds) * 1_000 + Number(millis))}"`,
  );
  return JSON.parse(text);
}
