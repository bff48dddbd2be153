import * as z from '../zod.js';

const secret = z
  .string({ error: 'A key must be a text.' })
  .check(
    z.minLength(1, { error: 'A key must not be empty.' }),
    z.maxLength(4_096, { error: 'A key must have at most 4,096 characters.' }),
  );

/** Schema of the keys of all providers. Alpaca needs both halves. Strict: a secret under another name is not kept. */
export const apiKeysSchema = z.object({
  alpaca: z.optional(z.object({ key: secret, secret })),
  openweathermap: z.optional(secret),
  twitter: z.optional(secret),
});
