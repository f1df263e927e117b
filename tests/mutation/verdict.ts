import * as z from 'zod';

export const verdictSchema = z.object({
  /** Of the wire that was taken out. */
  title: z.string(),
  /** The check that failed; absent when all held. */
  noticedBy: z.string().optional(),
  /** What the check said. */
  detail: z.string(),
  ms: z.number(),
});
/** What became of a template without one wire. */
export type Verdict = z.infer<typeof verdictSchema>;
