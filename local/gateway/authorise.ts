import type { Authoriser, Need } from '../iam/authoriser.ts';
import type { Principal } from '../iam/principal.ts';
import { AwsError } from '../protocol.ts';

/** Throws `AccessDenied`, saying who lacks what on which resource and why, unless every need is allowed. */
export function authorise(authoriser: Authoriser, principal: Principal, needs: readonly Need[]): void {
  for (const need of needs) {
    const decision = authoriser.decide(principal, need);
    if (decision === 'allow') continue;
    const why =
      decision === 'explicit-deny'
        ? 'with an explicit deny in a policy'
        : `because no identity-based policy allows the ${need.action} action`;
    throw new AwsError(
      'AccessDenied',
      `User: ${principal.arn} is not authorized to perform: ${need.action} on resource: "${need.resource}" ${why}`,
      403,
    );
  }
}
