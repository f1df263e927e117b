import * as z from 'zod';
import { arnFits } from '../iam/pattern.ts';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';

const permissionSchema = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

export type Invoker = { service: string; functionArn: string; sourceArn: string };
/** Whether the template's `AWS::Lambda::Permission`s let a service invoke a function on behalf of a resource. */
export type MayInvoke = (invoker: Invoker) => boolean;

export function readPermissions(stack: Stack): MayInvoke {
  const permissions = readAll(stack, 'AWS::Lambda::Permission', permissionSchema).map(({ props }) => props);
  return ({ service, functionArn, sourceArn }) =>
    permissions.some(
      (permission) =>
        permission.Principal === service &&
        (permission.FunctionName === functionArn ||
          functionArn.endsWith(`:function:${permission.FunctionName}`)) &&
        (permission.SourceAccount ?? stack.place.account) === stack.place.account &&
        (permission.SourceArn === undefined || arnFits(permission.SourceArn, sourceArn)),
    );
}
