import * as z from 'zod/mini';

/**
 * A command object under `commands/` of the drop bucket: what an operator ordered, as the log keeps it. `confirm`: a
 * deletion that waits is meant. */
export const commandSchema = z.object({
  command: z.enum(['withdraw', 'kill', 'confirm']),
  releaseId: z.string(),
  reason: z.string(),
  actor: z.exactOptional(z.string()),
});
export type Command = z.infer<typeof commandSchema>;
