import { AwsError, xmlEscape } from '../protocol.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** Reads an STS request: `GetCallerIdentity`, which everybody may ask. */
export function stsOperation({ method, query, body }: Request): Operation {
  const given = method === 'POST' ? new URLSearchParams(body.toString('utf8')) : query;
  const name = given.get('Action') ?? '';
  if (name !== 'GetCallerIdentity') {
    throw new AwsError('InvalidAction', `STS ${name || 'without an Action'} is not run locally`);
  }
  return {
    service: 'sts',
    name,
    action: 'sts:GetCallerIdentity',
    resource: '*',
    needs: [],
    perform: ({ principal, requestId }) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body:
        `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>` +
        `<Arn>${xmlEscape(principal.arn)}</Arn><UserId>${xmlEscape(principal.policyArn.split('/').at(-1) ?? '')}</UserId>` +
        `<Account>${principal.account}</Account></GetCallerIdentityResult>` +
        `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    }),
  };
}
