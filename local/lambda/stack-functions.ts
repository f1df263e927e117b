import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';
import type { FunctionSpec } from './function-spec.ts';

const functionSchema = z.strictObject({
  Architectures: z.array(z.string()).optional(),
  Code: z.object({ S3Key: z.string().optional() }),
  Description: z.string().optional(),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).optional(),
  FunctionName: z.string().optional(),
  Handler: z.string(),
  /** What a layer holds is found where this program's own packages are. */
  Layers: z.unknown().optional(),
  LoggingConfig: z.unknown().optional(),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Role: z.string(),
  Runtime: z.string(),
  SnapStart: z.unknown().optional(),
  Tags: z.unknown().optional(),
  Timeout: z.number().default(3),
  TracingConfig: z.unknown().optional(),
});
const RUNTIME = /^nodejs\d+\.x$/;
const customSchema = z.object({ ServiceToken: z.string().optional() });

/** The access key that a function signs its calls with. */
export type AccessKeyOf = (functionName: string) => { accessKeyId: string; secretAccessKey: string };

/**
 * The functions that the stack declares, without those that only serve custom resources at deployment.
 * Throws for a runtime other than Node's and for properties that are not run locally.
 */
export function stackFunctions(stack: Stack, accessKeyOf: AccessKeyOf): FunctionSpec[] {
  const providers = providerArns(stack);
  const declared = readAll(stack, 'AWS::Lambda::Function', functionSchema, ({ arn }) => !providers.has(arn));
  return declared.map(({ id, ref, arn, props }) => {
    if (!RUNTIME.test(props.Runtime))
      throw new Error(`${id}: the runtime ${props.Runtime} is not run locally`);
    if (!props.Code.S3Key) throw new Error(`${id}: code that is not an asset is not run locally`);
    const { accessKeyId, secretAccessKey } = accessKeyOf(ref);
    return {
      name: ref,
      arn,
      role: props.Role,
      directory: stack.assetPath(props.Code.S3Key),
      handler: props.Handler,
      timeoutMs: props.Timeout * 1000,
      memoryMb: props.MemorySize,
      ...(props.ReservedConcurrentExecutions === undefined
        ? {}
        : { reserved: props.ReservedConcurrentExecutions }),
      environment: {
        ...props.Environment?.Variables,
        PATH: '/usr/bin:/bin',
        TZ: ':UTC',
        AWS_REGION: stack.place.region,
        AWS_DEFAULT_REGION: stack.place.region,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_ENDPOINT_URL: stack.place.endpoint,
        AWS_LAMBDA_FUNCTION_NAME: ref,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(props.MemorySize),
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_EXECUTION_ENV: `AWS_Lambda_${props.Runtime}`,
        _HANDLER: props.Handler,
      },
    };
  });
}

/** Functions that CloudFormation alone calls; the local run does what they would do itself. */
function providerArns(stack: Stack): Set<string> {
  const custom = stack
    .types()
    .filter((type) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource');
  const resources = custom.flatMap((type) => stack.all(type));
  return new Set(resources.map(({ props }) => customSchema.parse(props).ServiceToken ?? ''));
}
