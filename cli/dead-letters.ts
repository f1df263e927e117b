import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Aws } from './aws.ts';

/** `source` is the queue that works them off: where an unreadable message was put aside by a function, SQS knows it not. */
export type DeadLetters = { queue: string; url: string; arn: string; source: string; messages: number };

const MOST_QUEUES = 1000;

/** The dead-letter queues of the stack, by the queue that they belong to, with how many messages lie in each. */
export async function readDeadLetters(aws: Aws): Promise<{ client: SQSClient; letters: DeadLetters[] }> {
  const { GetQueueAttributesCommand, ListQueuesCommand } = await import('@aws-sdk/client-sqs');
  const { makeSqsClient } = await import('#adapters/aws/sqs-client.ts');
  const client = makeSqsClient(aws.place);
  const listed = await client.send(
    new ListQueuesCommand({ QueueNamePrefix: `${aws.stack}-`, MaxResults: MOST_QUEUES }),
  );
  const attributesOf = async (url: string): Promise<Partial<Record<string, string>>> => {
    const command = new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['QueueArn', 'ApproximateNumberOfMessages'],
    });
    return (await client.send(command)).Attributes ?? {};
  };
  const urls = listed.QueueUrls ?? [];
  const letters: DeadLetters[] = [];
  for (const url of urls) {
    const name = new RegExp(`/${aws.stack}-([A-Z][a-z]+)Dead[^/]*$`).exec(url)?.[1];
    const source = urls.find((other) => other.includes(`/${aws.stack}-${name}Queue`));
    if (name === undefined || source === undefined) continue;
    const attributes = await attributesOf(url);
    const messages = Number(attributes['ApproximateNumberOfMessages'] ?? 0);
    const { QueueArn: from = '' } = await attributesOf(source);
    letters.push({
      queue: name.toLowerCase(),
      url,
      arn: attributes['QueueArn'] ?? '',
      source: from,
      messages,
    });
  }
  return { client, letters: letters.sort((a, b) => (a.queue < b.queue ? -1 : 1)) };
}
