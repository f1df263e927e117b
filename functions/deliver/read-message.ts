import { deliveryPromptSchema, type DeliveryPrompt } from '#domain/prompt/prompt.ts';

/** The prompt of a message on a queue of deliveries. Undefined for one that does not parse. Throws for what is not JSON. */
export function readMessage(body: string): DeliveryPrompt | undefined {
  const read = deliveryPromptSchema.safeParse(JSON.parse(body));
  return read.success ? read.data : undefined;
}
