import * as z from 'zod';
import type { Template } from './wires.ts';

/** A check that reads the template: for what a run on one machine cannot show. */
export type StaticCheck = { name: string; holds: (template: Template) => boolean };

const policySchema = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.looseObject({
        Effect: z.enum(['Allow', 'Deny']),
        Action: z.union([z.string(), z.array(z.string())]),
        Resource: z.unknown(),
        Condition: z.unknown().optional(),
      }),
    ),
  }),
});
type Statement = z.infer<typeof policySchema>['PolicyDocument']['Statement'][number];

const TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'];
const LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Without them Lambda refuses to make the event source mapping. */
const POLL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

export const STATIC_CHECKS: readonly StaticCheck[] = [
  {
    name: 'infra rule: buckets and queues refuse plain connections, buckets old TLS',
    holds: (template) =>
      policiesOf(template, 'AWS::SQS::QueuePolicy').every((policy) =>
        denies(policy, 'aws:SecureTransport'),
      ) &&
      policiesOf(template, 'AWS::S3::BucketPolicy').every(
        (policy) => denies(policy, 'aws:SecureTransport') && denies(policy, 's3:TlsVersion'),
      ),
  },
  {
    name: 'infra rule: every function may write logs and traces',
    holds: (template) =>
      policiesOf(template, 'AWS::IAM::Policy').every((policy) =>
        [...LOGS, ...TRACES].every((action) => allowed(policy).includes(action)),
      ),
  },
  {
    name: 'infra rule: every event source may be polled, or Lambda refuses it',
    holds: (template) => {
      const granted = policiesOf(template, 'AWS::IAM::Policy').flat();
      return ofType(template, 'AWS::Lambda::EventSourceMapping').every(({ EventSourceArn }) => {
        const about = granted.filter(({ Resource }) => same(Resource, EventSourceArn));
        return POLL.every((action) => allowed(about).includes(action));
      });
    },
  },
];

/** The name of the first static check that a template does not pass. */
export function staticFailure(template: Template): string | undefined {
  return STATIC_CHECKS.find(({ holds }) => !holds(template))?.name;
}

const ofType = (template: Template, type: string): Record<string, unknown>[] =>
  Object.values(template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties ?? {});
const policiesOf = (template: Template, type: string): Statement[][] =>
  ofType(template, type).map((properties) => policySchema.parse(properties).PolicyDocument.Statement);
const allowed = (policy: readonly Statement[]): string[] =>
  policy.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
const denies = (policy: readonly Statement[], condition: string): boolean =>
  policy.some(({ Effect, Condition }) => Effect === 'Deny' && JSON.stringify(Condition).includes(condition));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
