import type { Context } from './conditions.ts';
import { evaluate, type Decision } from './evaluate.ts';
import { namedBy, namesService, type Principal } from './principal.ts';
import { policiesOn, type ResourcePolicy } from './resource-policies.ts';

/** One permission that a request needs. `context` adds what only this request knows (`s3:prefix`). */
export type Need = { action: string; resource: string; context?: Context };

export type Authoriser = {
  /** Whether a principal may: its own policies and those of the resource together. */
  decide(principal: Principal, need: Need): Decision;
  /** Whether a resource lets an AWS service act on behalf of `sourceArn`: a bucket that tells a queue. */
  serviceMay(service: string, need: Need, sourceArn: string): boolean;
};

type Options = {
  account: string;
  region: string;
  now: () => number;
  resourcePolicies: () => readonly ResourcePolicy[];
};

/**
 * Decides as AWS does inside one account: an explicit Deny anywhere wins, else an Allow of the identity or of the
 * resource is enough (IAM user guide, "Policy evaluation for requests within a single account"). Every local request is
 * taken as made over TLS 1.3: the loopback stands for it.
 */
export function makeAuthoriser({ account, region, now, resourcePolicies }: Options): Authoriser {
  const common = (): Context => ({
    'aws:securetransport': 'true',
    's3:tlsversion': '1.3',
    'aws:sourceip': '127.0.0.1',
    'aws:requestedregion': region,
    'aws:currenttime': new Date(now()).toISOString(),
    'aws:epochtime': String(Math.floor(now() / 1000)),
  });
  return {
    decide(principal, { action, resource, context }) {
      if (principal.statements === 'all') return 'allow';
      const known = {
        ...common(),
        ...context,
        'aws:principalarn': principal.policyArn,
        'aws:principalaccount': principal.account,
        'aws:principalisawsservice': 'false',
        'aws:principaltype': principal.policyArn.includes(':role/') ? 'AssumedRole' : 'User',
      };
      const onResource = policiesOn(resourcePolicies(), resource);
      const about = onResource.filter((statement) => {
        const named = namedBy(statement, principal);
        return named === 'itself' || (named === 'account' && statement.effect === 'Deny');
      });
      const byResource = evaluate(about, action, resource, known);
      if (byResource === 'explicit-deny') return byResource;
      const byIdentity = evaluate(principal.statements, action, resource, known);
      return byIdentity === 'explicit-deny' || byResource !== 'allow' ? byIdentity : 'allow';
    },
    serviceMay(service, { action, resource, context }, sourceArn) {
      const statements = policiesOn(resourcePolicies(), resource).filter((each) =>
        namesService(each, service),
      );
      const known = {
        ...common(),
        ...context,
        'aws:sourcearn': sourceArn,
        'aws:sourceaccount': account,
        'aws:principalisawsservice': 'true',
      };
      return evaluate(statements, action, resource, known) === 'allow';
    },
  };
}
