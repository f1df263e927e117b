import { changePromptSchema, type ChangePrompt } from '#domain/prompt/prompt.ts';

/** The prompt of a message. Undefined for one that does not parse. Throws for what is not JSON. */
export function readPrompt(body: string): ChangePrompt | undefined {
  const read = changePromptSchema.safeParse(JSON.parse(body));
  return read.success ? read.data : undefined;
}
