import {
  GetQueueAttributesCommand,
  StartMessageMoveTaskCommand,
  type QueueAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QueueName } from '#domain/prompt/prompt.ts';
import type { QueueDesk } from '#ports/queue-desk.ts';
import { callAws } from './call-aws.ts';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

type Urls = { queue: string; dead: string };
type Place = { client: SQSClient; urls: readonly (Urls & { name: QueueName })[] };

/** SQS's own counts, and its task that moves dead letters (SQS API Reference, StartMessageMoveTask). */
export function makeSqsQueueDesk({ client, urls }: Place): QueueDesk {
  const ask = async (url: string, names: readonly QueueAttributeName[]) => {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] });
    const { Attributes = {} } = await callAws('GetQueueAttributes', { url }, () => client.send(command));
    return Attributes;
  };
  return {
    figures: () =>
      Promise.all(
        urls.map(async ({ name, queue, dead }) => {
          const [live, given] = await Promise.all([ask(queue, COUNTS), ask(dead, COUNTS)]);
          const [waiting = 0, underWay = 0, delayed = 0] = COUNTS.map((count) => Number(live[count] ?? 0));
          return { name, waiting, underWay, delayed, dead: Number(given[COUNTS[0]] ?? 0) };
        }),
      ),
    async redrive(name) {
      const found = urls.find((one) => one.name === name);
      if (found === undefined) throw new Error(`there is no queue ${name}`);
      // A function itself puts what it cannot read among the dead letters: such a letter does not know its queue.
      const [from, to] = await Promise.all([ask(found.dead, ['QueueArn']), ask(found.queue, ['QueueArn'])]);
      const command = new StartMessageMoveTaskCommand({
        SourceArn: from.QueueArn,
        DestinationArn: to.QueueArn,
      });
      await callAws('StartMessageMoveTask', { queue: name }, () => client.send(command));
    },
  };
}
