import * as z from 'zod/mini';
import { eventTypeSchema } from '../webhook/event-type.ts';
import { feedFormatSchema } from '../websub/topic.ts';

/**
 * Prompts (DESIGN §2): a queue message names a thing, never a change. One schema a queue; S3's own notifications
 * arrive on `uploads` beside `uploadPromptSchema` and are read by `s3-notification.ts`.
 */
export const uploadPromptSchema = z.discriminatedUnion('prompt', [
  z.object({ prompt: z.literal('key'), key: z.string() }),
  /** A picture that the text under `key` may show came, changed or went. */
  z.object({ prompt: z.literal('pictures'), key: z.string() }),
  z.object({
    prompt: z.literal('release'),
    releaseId: z.string(),
    /** `time` a due time has come; `deletion` the look after a key stopped living; `look` the second look; `media` a look at its pictures alone. */
    why: z.enum(['time', 'deletion', 'look', 'killed-content', 'media']),
    look: z.exactOptional(z.int()),
  }),
]);
export type UploadPrompt = z.infer<typeof uploadPromptSchema>;

/** A version that has to be opened before ingest can read it (ADR 24). */
export const convertPromptSchema = z.object({
  prompt: z.literal('convert'),
  key: z.string(),
  versionId: z.string(),
});
export type ConvertPrompt = z.infer<typeof convertPromptSchema>;

export const changePromptSchema = z.object({
  prompt: z.literal('announce'),
  releaseId: z.string(),
  shard: z.exactOptional(z.int()),
  look: z.exactOptional(z.int()),
});
export type ChangePrompt = z.infer<typeof changePromptSchema>;

export const feedPromptSchema = z.discriminatedUnion('prompt', [
  z.object({
    prompt: z.literal('feed'),
    feedId: z.string(),
    look: z.exactOptional(z.boolean()),
    /** What changed is no news: subscribers hear of it with the next change that is. */
    quiet: z.exactOptional(z.boolean()),
  }),
  z.object({ prompt: z.literal('index'), newsroom: z.string(), look: z.exactOptional(z.boolean()) }),
]);
export type FeedPrompt = z.infer<typeof feedPromptSchema>;

const endpointPromptSchema = z.discriminatedUnion('prompt', [
  z.object({
    prompt: z.literal('deliver'),
    releaseId: z.string(),
    endpointId: z.string(),
    /** Tells it once more for this replay, whatever was told before. */
    replay: z.exactOptional(z.string()),
  }),
  z.object({ prompt: z.literal('challenge'), endpointId: z.string() }),
  z.object({ prompt: z.literal('enable'), endpointId: z.string() }),
  z.object({
    prompt: z.literal('mail'),
    endpointId: z.string(),
    about: z.enum(['failing', 'disabled']),
    hours: z.exactOptional(z.int()),
    at: z.exactOptional(z.string()),
  }),
  /** To the partner of an endpoint that was removed and may hold what must go. */
  z.object({ prompt: z.literal('mail-removal'), releaseId: z.string(), endpointId: z.string() }),
  z.object({
    prompt: z.literal('test'),
    endpointId: z.string(),
    event: eventTypeSchema,
    /** When it was asked for. */
    at: z.string(),
  }),
  z.object({ prompt: z.literal('replay'), endpointId: z.string(), replayId: z.string() }),
  z.object({ prompt: z.literal('drill'), endpointId: z.string(), drillId: z.string() }),
  z.object({ prompt: z.literal('removal'), releaseId: z.string(), endpointId: z.string() }),
]);
/** A prompt that names an endpoint of a partner's. */
export type EndpointPrompt = z.infer<typeof endpointPromptSchema>;

const topicFields = { feedId: z.string(), format: feedFormatSchema };
const hubPromptSchema = z.discriminatedUnion('prompt', [
  z.object({ prompt: z.literal('distribute'), ...topicFields }),
  z.object({ prompt: z.literal('notify'), ...topicFields, callbackId: z.string() }),
  z.object({ prompt: z.literal('verify'), ...topicFields, callbackId: z.string() }),
]);
/** A prompt that names a WebSub topic, and one of its subscriptions. */
export type HubPrompt = z.infer<typeof hubPromptSchema>;

/** A mail to a newsroom about one receipt: what it says, or where its release was carried ten minutes later. */
const receiptMailPromptSchema = z.object({
  prompt: z.literal('mail-receipt'),
  newsroom: z.string(),
  uploadedAt: z.string(),
  receiptId: z.string(),
  about: z.enum(['answer', 'carried']),
});
export type ReceiptMailPrompt = z.infer<typeof receiptMailPromptSchema>;

export const deliveryPromptSchema = z.union([endpointPromptSchema, hubPromptSchema, receiptMailPromptSchema]);
export type DeliveryPrompt = z.infer<typeof deliveryPromptSchema>;

/** Which prompts a queue carries. */
export type QueuePrompts = {
  uploads: UploadPrompt;
  /** The dead letters of `uploads`: what ingest itself sets aside. */
  uploadsDead: UploadPrompt;
  conversions: ConvertPrompt;
  changes: ChangePrompt;
  feeds: FeedPrompt;
  urgent: DeliveryPrompt;
  deliveries: DeliveryPrompt;
  bulk: DeliveryPrompt;
};
export type QueueName = keyof QueuePrompts;
