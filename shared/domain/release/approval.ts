import * as z from 'zod/mini';

/** Approvals among the commands: one upload each, so that the log has them all. */
export const APPROVALS = 'approve/';

/** A command object that lets one held upload out: which version of which key, and who approved it. */
export const approvalSchema = z.object({
  command: z.literal('approve'),
  key: z.string(),
  versionId: z.string(),
  actor: z.exactOptional(z.string()),
});
export type Approval = z.infer<typeof approvalSchema>;
