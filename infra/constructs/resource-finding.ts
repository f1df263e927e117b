/**
 * The name that cdk-nag gives to a wildcard resource in its IAM5 findings, from the resource as CloudFormation will see
 * it: `Resource::<Drop1234.Arn>/incoming/*`. Acknowledgements are compared with it letter by letter.
 */
export function resourceFinding(resource: unknown): string {
  return `Resource::${flatten(resource)}`;
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(flatten).join('.');
  const [first] = Object.entries(value ?? {});
  if (!first) throw new Error('a resource of a policy is empty');
  const [intrinsic, argument] = first;
  if (intrinsic === 'Fn::Join' && Array.isArray(argument)) {
    const [separator, parts]: unknown[] = argument;
    if (Array.isArray(parts)) return parts.map(flatten).join(flatten(separator));
  }
  if (intrinsic === 'Fn::GetAtt' || intrinsic === 'Ref') return `<${flatten(argument)}>`;
  throw new Error(`a policy's resource uses ${intrinsic}; write it with Ref, Fn::GetAtt and Fn::Join only`);
}
