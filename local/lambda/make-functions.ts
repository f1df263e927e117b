import type { Aws } from '../aws.ts';
import { resourcePolicies } from '../iam/resource-policies.ts';
import { rolePolicies } from '../iam/role-policies.ts';
import type { Principal } from '../iam/principal.ts';
import type { Stack } from '../template/stack.ts';
import { makeEnvironmentPool, type EnvironmentPool } from './environment-pool.ts';
import type { FunctionSpec, OnLog } from './function-spec.ts';
import { makeLambdaFunction, type LambdaFunction } from './lambda-function.ts';
import { stackFunctions } from './stack-functions.ts';

export type Functions = {
  all: ReadonlyMap<string, LambdaFunction>;
  /** By name or ARN; throws for one that the stack does not declare. */
  find(nameOrArn: string): LambdaFunction;
  /** Who a function is when it calls, by its name. */
  principalOf(functionName: string): Principal;
  /** Who somebody is that takes on a role of the stack, by the role's ARN. */
  principalOfRole(roleArn: string): Principal | undefined;
  pool: EnvironmentPool;
};
type Options = {
  stack: Stack;
  aws: Pick<Aws, 'accessKey' | 'setPolicies' | 'account'>;
  clock: SharedArrayBuffer;
  onLog: OnLog;
  maxEnvironments: number;
  idleMs: number;
};

/** The stack's functions, none of them started, each with its own access key; who they are and may is told to `aws`. */
export function makeFunctions({ stack, aws, clock, onLog, maxEnvironments, idleMs }: Options): Functions {
  const pool = makeEnvironmentPool({ maxEnvironments, idleMs });
  const policies = rolePolicies(stack);
  const assumed = (role: string, session: string): Principal | undefined => {
    const statements = policies.get(role);
    if (!statements) return undefined;
    const arn = `arn:aws:sts::${aws.account}:assumed-role/${role.split('/').at(-1)}/${session}`;
    return { arn, policyArn: role, account: aws.account, statements };
  };
  const specs = stackFunctions(stack, (name) => aws.accessKey(name));
  const principals = new Map(specs.map((spec) => [spec.name, required(assumed(spec.role, spec.name), spec)]));
  aws.setPolicies({
    principals: new Map(
      [...principals].map(([name, principal]) => [aws.accessKey(name).accessKeyId, principal]),
    ),
    resourcePolicies: resourcePolicies(stack),
  });
  const all = new Map(specs.map((spec) => [spec.name, makeLambdaFunction({ spec, pool, clock, onLog })]));
  return {
    all,
    pool,
    find: (nameOrArn) => {
      const found = [...all.values()].find(({ spec }) => spec.arn === nameOrArn || spec.name === nameOrArn);
      if (!found) throw new Error(`the function ${nameOrArn} is not in the stack: not run locally`);
      return found;
    },
    principalOf: (name) => {
      const principal = principals.get(name);
      if (!principal) throw new Error(`the function ${name} is not in the stack: not run locally`);
      return principal;
    },
    principalOfRole: (role) => assumed(role, 'local'),
  };
}

function required(principal: Principal | undefined, { name, role }: FunctionSpec): Principal {
  if (!principal) throw new Error(`${name}: its role ${role} is not in the stack: not run locally`);
  return principal;
}
