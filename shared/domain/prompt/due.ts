import * as z from 'zod/mini';
import { changePromptSchema, deliveryPromptSchema, feedPromptSchema, uploadPromptSchema } from './prompt.ts';

/**
 * `DUE#<0..15>` / `<dueAt>#<kind>#<id>#<n>`: a prompt that waits for its time. The key is made of what is due, never
 * of "now", so that writing it again is the same item (DESIGN §2, rule 3).
 */
export const dueSchema = z.intersection(
  z.object({ dueAt: z.string(), kind: z.string(), id: z.string(), n: z.string() }),
  z.discriminatedUnion('queue', [
    z.object({ queue: z.literal('uploads'), prompt: uploadPromptSchema }),
    z.object({ queue: z.literal('changes'), prompt: changePromptSchema }),
    z.object({ queue: z.literal('feeds'), prompt: feedPromptSchema }),
    z.object({ queue: z.literal('urgent'), prompt: deliveryPromptSchema }),
    z.object({ queue: z.literal('deliveries'), prompt: deliveryPromptSchema }),
    z.object({ queue: z.literal('bulk'), prompt: deliveryPromptSchema }),
  ]),
);
export type Due = z.infer<typeof dueSchema>;
