import type { SQSClient } from '@aws-sdk/client-sqs';
import { failed, usage } from '../cli-error.ts';
import type { Call, Command } from '../command.ts';
import { readDeadLetters, type DeadLetters } from '../dead-letters.ts';
import { renderTable } from '../render-table.ts';

const EVERY_MS = 1_000;

export const REDRIVE: Command = {
  name: 'redrive',
  about: 'give dead letters back to the queue that they came from',
  args: ['[queue]'],
  options: { list: { about: 'only say how many there are' } },
  more:
    'A dead letter is a message that failed again and again. Mend the cause first: docs/runbook.md has an article for\n' +
    'each queue. Without a name all queues are redriven. A message that fails again comes back here, alone. On AWS it\n' +
    'needs AWS_REGION and credentials; PRESSWIRE_STACK names the stack (Presswire).',
  examples: ['presswire redrive --list', 'presswire redrive uploads'],
  run: async (call) => {
    const { client, letters } = await readDeadLetters(call.aws());
    if (letters.length === 0)
      throw failed('no dead-letter queue is to be seen; is PRESSWIRE_STACK the name of the stack?');
    const named = call.arg(0);
    const chosen = letters.filter(({ queue }) => named === '' || queue === named);
    if (chosen.length === 0) {
      throw usage(`there is no queue "${named}"; there is ${letters.map(({ queue }) => queue).join(', ')}`);
    }
    const rows: Moved[] = [];
    for (const one of chosen)
      rows.push({ ...one, ...(call.isSet('list') ? {} : await moveBack(call, client, one)) });
    call.show(
      rows.map(({ queue, messages, moved }) => ({ queue, messages, moved })),
      renderTable(rows, ['queue', 'messages', 'moved', 'why']),
    );
    return rows.some(({ why }) => why !== undefined) ? 1 : 0;
  },
};

type Moved = DeadLetters & { moved?: number; why?: string };

async function moveBack(
  call: Call,
  client: SQSClient,
  { queue, arn, source, messages }: DeadLetters,
): Promise<Partial<Moved>> {
  if (messages === 0) return { moved: 0 };
  const { ListMessageMoveTasksCommand, StartMessageMoveTaskCommand } = await import('@aws-sdk/client-sqs');
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn, DestinationArn: source }));
  while (!call.shell.isStopped()) {
    const { Results = [] } = await client.send(
      new ListMessageMoveTasksCommand({ SourceArn: arn, MaxResults: 1 }),
    );
    const [task] = Results;
    const moved = task?.ApproximateNumberOfMessagesMoved ?? 0;
    if (task?.Status === 'COMPLETED') return { moved };
    if (task?.Status === 'FAILED' || task?.Status === 'CANCELLED')
      return { moved, why: task.FailureReason ?? task.Status };
    call.shell.progress(`${queue}: ${moved} of ${messages} given back`);
    await call.shell.pause(EVERY_MS);
  }
  return { why: 'it goes on without you' };
}
