import type { Aws } from '../aws.ts';
import type { OnLog } from '../lambda/function-spec.ts';
import type { Functions } from '../lambda/make-functions.ts';
import { json } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';
import { pollQueue, type CallSqs, type Poller, type SqsAction } from './poll-queue.ts';
import { stackMappings, type Mapping } from './stack-mappings.ts';

type Options = { stack: Stack; aws: Pick<Aws, 'sqs' | 'authoriser'>; functions: Functions; onLog: OnLog };

const IAM_ACTION: Readonly<Record<SqsAction, string>> = {
  ReceiveMessage: 'sqs:ReceiveMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
};

/** Starts a poller for every event source mapping that is switched on. */
export function startPollers({ stack, aws, functions, onLog }: Options): Poller {
  const specs = [...functions.all.values()].map(({ spec }) => spec);
  const callSqs =
    ({ functionName, queueArn }: Mapping): CallSqs =>
    async (action, input, signal) => {
      const principal = functions.principalOf(functionName);
      const decision = aws.authoriser.decide(principal, { action: IAM_ACTION[action], resource: queueArn });
      if (decision !== 'allow') throw new Error(`its role may not ${IAM_ACTION[action]} on ${queueArn}`);
      const run = aws.sqs.actions[action];
      if (!run) throw new Error(`${action} is not run locally`);
      return json.parse(await run(input, signal));
    };
  const pollers = stackMappings(stack, specs).map((mapping) =>
    pollQueue({
      mapping,
      fn: functions.find(mapping.functionName),
      callSqs: callSqs(mapping),
      region: stack.place.region,
      onError: (error) => onLog(mapping.functionName, `ERROR polling: ${messageOf(error)}`),
    }),
  );
  return {
    stop: async () => {
      await Promise.all(pollers.map((poller) => poller.stop()));
    },
  };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
