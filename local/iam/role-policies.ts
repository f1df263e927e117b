import * as z from 'zod';
import { managedPolicy } from './managed-policy.ts';
import type { ResourceView, StackView } from './stack-view.ts';
import { parsePolicy, type Statement } from './statement.ts';

const roleSchema = z.object({
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: z.unknown() })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.undefined({ error: 'PermissionsBoundary is not run locally' }).optional(),
});
const attachedSchema = z.object({ PolicyDocument: z.unknown(), Roles: z.array(z.string()).default([]) });
const rolePolicySchema = z.object({ PolicyDocument: z.unknown(), RoleName: z.string() });

/**
 * The identity statements of every role of the stack, by role ARN: inline policies, policies attached to the role, and
 * AWS's managed policies. Throws, with the resource's name, for what is not run locally.
 */
export function rolePolicies(stack: StackView): Map<string, Statement[]> {
  const byArn = new Map<string, Statement[]>();
  const byName = new Map<string, Statement[]>();
  const managed = stack.all('AWS::IAM::ManagedPolicy');
  for (const role of stack.all('AWS::IAM::Role')) {
    const props = read(roleSchema, role);
    const own = managed.map((policy) => policy.ref);
    const statements = [
      ...props.Policies.flatMap((policy) =>
        parsePolicy(policy.PolicyDocument, `${role.id}, ${policy.PolicyName}`),
      ),
      ...props.ManagedPolicyArns.filter((arn) => !own.includes(arn)).flatMap((arn) =>
        managedPolicy(arn, role.id),
      ),
      ...managed
        .filter((policy) => props.ManagedPolicyArns.includes(policy.ref))
        .flatMap((policy) => parsePolicy(policy.props['PolicyDocument'], policy.id)),
    ];
    byArn.set(role.arn, statements);
    byName.set(role.ref, statements);
  }
  const attach = (roles: readonly string[], statements: readonly Statement[]) => {
    for (const role of roles) byName.get(role)?.push(...statements);
  };
  for (const policy of [...stack.all('AWS::IAM::Policy'), ...managed]) {
    const props = read(attachedSchema, policy);
    attach(props.Roles, parsePolicy(props.PolicyDocument, policy.id));
  }
  for (const policy of stack.all('AWS::IAM::RolePolicy')) {
    const props = read(rolePolicySchema, policy);
    attach([props.RoleName], parsePolicy(props.PolicyDocument, policy.id));
  }
  return byArn;
}

function read<Schema extends z.ZodType>(schema: Schema, resource: ResourceView): z.infer<Schema> {
  const result = schema.safeParse(resource.props);
  if (!result.success) throw new Error(`${resource.id}: ${z.prettifyError(result.error)}`);
  return result.data;
}
