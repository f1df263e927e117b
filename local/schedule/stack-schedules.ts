import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';
import { parseExpression, type NextTick } from './expression.ts';

/** One thing that the template wants done by the clock. */
export type Schedule = {
  id: string;
  arn: string;
  next: NextTick;
  functionArn: string;
  /** How the service gets its right to invoke: a permission of the function, or a role that it takes on. */
  right: { service: string } | { role: string };
  event(at: number): unknown;
};

const ruleSchema = z.strictObject({
  Description: z.string().optional(),
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Tags: z.unknown().optional(),
  Targets: z.array(
    z.strictObject({
      Arn: z.string(),
      DeadLetterConfig: z.unknown().optional(),
      Id: z.string(),
      Input: z.string().optional(),
      RetryPolicy: z.unknown().optional(),
    }),
  ),
});
const scheduleSchema = z.strictObject({
  Description: z.string().optional(),
  FlexibleTimeWindow: z.strictObject({ Mode: z.literal('OFF') }),
  GroupName: z.string().optional(),
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.enum(['UTC', 'Etc/UTC']).optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.strictObject({
    Arn: z.string(),
    DeadLetterConfig: z.unknown().optional(),
    Input: z.string().optional(),
    RetryPolicy: z.unknown().optional(),
    RoleArn: z.string(),
  }),
});

/** The schedules that are switched on: EventBridge rules and EventBridge Scheduler's. */
export function stackSchedules(stack: Stack): Schedule[] {
  const rules = readAll(stack, 'AWS::Events::Rule', ruleSchema).filter(
    ({ props }) => props.State === 'ENABLED',
  );
  const schedules = readAll(stack, 'AWS::Scheduler::Schedule', scheduleSchema);
  return [
    ...rules.flatMap(({ id, arn, props }) =>
      props.Targets.map((target) => ({
        id,
        arn,
        next: parseExpression(props.ScheduleExpression),
        functionArn: target.Arn,
        right: { service: 'events.amazonaws.com' },
        event: (at: number): unknown =>
          target.Input === undefined ? ruleEvent(stack, arn, at) : JSON.parse(target.Input),
      })),
    ),
    ...schedules
      .filter(({ props }) => props.State === 'ENABLED')
      .map(({ id, arn, props }) => ({
        id,
        arn,
        next: parseExpression(props.ScheduleExpression),
        functionArn: props.Target.Arn,
        right: { role: props.Target.RoleArn },
        event: (at: number): unknown => JSON.parse(inContext(props.Target.Input ?? '{}', arn, at)),
      })),
  ];
}

const seconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** What a rule without an input of its own sends (EventBridge user guide, "Scheduled Event"). */
const ruleEvent = ({ place }: Stack, arn: string, at: number): object => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: place.account,
  time: seconds(at),
  region: place.region,
  resources: [arn],
  detail: {},
});

/** EventBridge Scheduler's context attributes in a target's input. */
const inContext = (input: string, arn: string, at: number): string =>
  input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', seconds(at))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
