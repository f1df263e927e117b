import * as z from 'zod/mini';

/** `TOKEN#<sha256 of the token>`: what a bearer token may do. `subject` is a partner or a newsroom, `*` for an operator. */
export const tokenSchema = z.object({
  tokenHash: z.string(),
  role: z.enum(['operator', 'partner', 'author']),
  subject: z.string(),
  createdAt: z.string(),
});
export type Token = z.infer<typeof tokenSchema>;
