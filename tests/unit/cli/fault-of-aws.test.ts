import { expect, it } from 'vitest';
import { PermanentError, TransientError } from '#platform/errors.ts';
import { faultOfAws } from '../../../cli/fault-of-aws.ts';

const HINT = 'It needs AWS_REGION and credentials that may do this.';
const named = (name: string, message: string, fields: object = {}): Error =>
  Object.assign(new Error(message), { name, ...fields });
const refusal = { $metadata: { httpStatusCode: 400 } };

it.each([
  [
    new PermanentError('GetItem was refused', { code: 'AccessDeniedException' }),
    `GetItem was refused. ${HINT}`,
  ],
  [named('InvalidAccessKeyId', 'no such key', refusal), `no such key. ${HINT}`],
  [named('CredentialsProviderError', 'no credentials are found'), `no credentials are found. ${HINT}`],
  [new Error('Region is missing'), `Region is missing. ${HINT}`],
  [new PermanentError('the item does not parse', { code: 'MalformedItem' }), 'the item does not parse'],
  [new TransientError('GetItem got no answer', { code: 'ETIMEDOUT' }), 'GetItem got no answer'],
  [named('ValidationException', 'no such index', refusal), 'no such index'],
])('%s is told, with what to do only where credentials or a region are wanting', (error, said) => {
  expect(faultOfAws(error)).toMatchObject({ kind: 'failed', message: `AWS: ${said}` });
});

it('leaves a bug to show where it is', () => {
  expect(faultOfAws(new TypeError('x is undefined'))).toBeUndefined();
  expect(faultOfAws('a text')).toBeUndefined();
});
