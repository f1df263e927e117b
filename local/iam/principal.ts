import type { Statement } from './statement.ts';

/** Who calls: a person with administrative rights, a function in its role, or nobody in particular. */
export type Principal = {
  /** As in error messages and `GetCallerIdentity`: of a function, the assumed role's session. */
  arn: string;
  /** As in policies: of a function, its role. */
  policyArn: string;
  account: string;
  /** Identity policies; `all` is the administrator of the local run, whom no policy binds. */
  statements: readonly Statement[] | 'all';
};

export const ANONYMOUS: Principal = {
  arn: 'anonymous',
  policyArn: 'anonymous',
  account: 'anonymous',
  statements: [],
};

/**
 * How a resource policy's statement names a principal: `itself` (or everyone), `account` (the account's root: an Allow
 * then only lets identity policies decide, a Deny binds all), or not at all.
 */
export function namedBy(statement: Statement, principal: Principal): 'itself' | 'account' | 'no' {
  const clause = statement.principal;
  if (!clause) return 'no';
  if (clause.everyone) return 'itself';
  if (clause.aws.includes(principal.policyArn) || clause.aws.includes(principal.arn)) return 'itself';
  const account = [principal.account, `arn:aws:iam::${principal.account}:root`];
  return clause.aws.some((name) => account.includes(name)) ? 'account' : 'no';
}

/** Whether a resource policy's statement is about an AWS service such as `s3.amazonaws.com`. */
export function namesService(statement: Statement, service: string): boolean {
  const clause = statement.principal;
  return clause !== undefined && (clause.everyone || clause.services.includes(service));
}
