import * as z from 'zod/mini';

/** `CONTENT#<hash>` / `<newsroom>`: the release of a newsroom that carries this content. */
export const claimSchema = z.object({
  hash: z.string(),
  newsroom: z.string(),
  releaseId: z.string(),
  /** Further releases of the newsroom that carried these words while the claim was another's: a kill finds them here. */
  others: z.exactOptional(z.array(z.string())),
  rev: z.int(),
});
export type Claim = z.infer<typeof claimSchema>;

/** `CONTENT#<hash>` / `KILLED`: content that must not be used under any key of any newsroom. */
export const killedContentSchema = z.object({
  hash: z.string(),
  releaseId: z.string(),
  at: z.string(),
});
export type KilledContent = z.infer<typeof killedContentSchema>;
