import * as z from 'zod/mini';

/** Who receives. `embargo: advance` means that its contract allows advance copies of embargoed releases. */
export const partnerSchema = z.object({
  partnerId: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  name: z.string(),
  contactEmail: z.string(),
  embargo: z.enum(['hold', 'advance']),
  endpointIds: z.array(z.string()),
  createdAt: z.string(),
  rev: z.int(),
});
export type Partner = z.infer<typeof partnerSchema>;
