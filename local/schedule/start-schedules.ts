import type { Authoriser } from '../iam/authoriser.ts';
import type { Clock } from '../clock.ts';
import type { LambdaFunction } from '../lambda/lambda-function.ts';
import type { OnLog } from '../lambda/function-spec.ts';
import type { Functions } from '../lambda/make-functions.ts';
import type { MayInvoke } from '../lambda/permissions.ts';
import type { Stack } from '../template/stack.ts';
import { runSchedules, type Schedules } from './run-schedules.ts';
import { stackSchedules, type Schedule } from './stack-schedules.ts';

type Options = {
  stack: Stack;
  clock: Clock;
  authoriser: Authoriser;
  functions: Pick<Functions, 'find' | 'principalOfRole'>;
  mayInvoke: MayInvoke;
  onMoved: () => void;
  onLog: OnLog;
};

/** Starts every schedule of the stack; a tick that may not invoke its function is said so in that function's log. */
export function startSchedules(options: Options): Schedules {
  const { stack, clock, functions, onMoved, onLog } = options;
  const schedules = stackSchedules(stack).map((schedule) => {
    const fn = functions.find(schedule.functionArn);
    return {
      next: schedule.next,
      fire: async (at: number): Promise<void> => {
        if (mayFire(options, schedule, fn)) await fn.invokeAsync(schedule.event(at)).catch(() => {});
        else onLog(fn.spec.name, `ERROR ${schedule.id} may not invoke it: no permission`);
      },
    };
  });
  return runSchedules({ clock, schedules, onMoved });
}

function mayFire(options: Options, { right, arn }: Schedule, fn: LambdaFunction): boolean {
  if ('service' in right)
    return options.mayInvoke({ service: right.service, functionArn: fn.spec.arn, sourceArn: arn });
  const principal = options.functions.principalOfRole(right.role);
  const need = { action: 'lambda:InvokeFunction', resource: fn.spec.arn };
  return principal !== undefined && options.authoriser.decide(principal, need) === 'allow';
}
