import * as z from 'zod/mini';

/**
 * `ENDPOINT#<id>` / `FORMER`: whom to write to about an endpoint that was removed, should what it was told of be
 * withdrawn or killed one day. Its `host` without the path, which may hold a secret of the partner's; `contactEmail` as
 * it was, for when the partner is gone too.
 */
export const formerEndpointSchema = z.object({
  endpointId: z.string(),
  partnerId: z.string(),
  contactEmail: z.string(),
  host: z.string(),
  removedAt: z.string(),
});
export type FormerEndpoint = z.infer<typeof formerEndpointSchema>;
