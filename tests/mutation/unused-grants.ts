import type { CallRecord } from '../../local/gateway/call-record.ts';
import { rolePolicies } from '../../local/iam/role-policies.ts';
import type { StackView } from '../../local/iam/stack-view.ts';
import { withoutHash } from './wire-words.ts';

/**
 * What no call of a function on one machine shows: logs and traces go nowhere here; Lambda's poller, which works in the name
 * of the function, is the local run's own; and who may list a bucket is told 404 in the place of 403 for what is not there
 * (S3 API, GetObject), which no call names.
 */
const NOT_SHOWN = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  's3:ListBucket',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** `Role: action` for each action that a role of the stack may do and no call of it did, but for what is not shown here. */
export function unusedGrants(stack: StackView, calls: readonly CallRecord[]): string[] {
  const used = new Set(calls.map(({ principal, action }) => `${roleOf(principal)} ${action}`));
  const roles = stack.all('AWS::IAM::Role');
  const unused = [...rolePolicies(stack)].flatMap(([arn, statements]) => {
    const { id = arn, ref = '' } = roles.find((role) => role.arn === arn) ?? {};
    const allowed = new Set(
      statements.filter(({ effect }) => effect === 'Allow').flatMap(({ actions }) => actions),
    );
    return [...allowed]
      .filter((action) => !NOT_SHOWN.includes(action) && !used.has(`${ref} ${action}`))
      .map((action) => `${withoutHash(id)}: ${action}`);
  });
  return unused.toSorted();
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
const roleOf = (principal: string): string => principal.split('/')[1] ?? '';
