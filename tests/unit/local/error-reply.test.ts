import { describe, expect, it } from 'vitest';
import { authError, type AuthProblem } from '../../../local/gateway/auth-error.ts';
import { errorReply } from '../../../local/gateway/error-reply.ts';
import { faultError, internalError } from '../../../local/gateway/fault.ts';
import { SERVICES, type Service } from '../../../local/gateway/service.ts';
import { AwsError } from '../../../local/protocol.ts';

const DENIED = new AwsError('AccessDenied', 'no <rights>', 403);

type Shape = { status: number; body: unknown; headers?: Record<string, string> };
const SHAPES: Record<Service, Shape> = {
  s3: {
    status: 403,
    body: expect.stringMatching(
      /<Error><Code>AccessDenied<\/Code><Message>no &lt;rights&gt;<\/Message><RequestId>R1</,
    ),
  },
  sqs: {
    status: 403,
    body: expect.stringContaining('"com.amazon.coral.service#AccessDeniedException"'),
    headers: { 'x-amzn-query-error': 'AccessDenied;Sender', 'content-type': 'application/x-amz-json-1.0' },
  },
  dynamodb: {
    status: 400,
    body: expect.stringContaining('"com.amazon.coral.service#AccessDeniedException"'),
    headers: { 'content-type': 'application/x-amz-json-1.0' },
  },
  secretsmanager: {
    status: 400,
    body: expect.stringContaining('"__type":"AccessDeniedException"'),
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  },
  cloudfront: { status: 403, body: expect.stringMatching(/<Type>Sender<\/Type><Code>AccessDenied</) },
  ses: {
    status: 403,
    body: '{"message":"no <rights>"}',
    headers: { 'x-amzn-errortype': 'AccessDeniedException' },
  },
  events: {
    status: 400,
    body: expect.stringContaining('"__type":"AccessDeniedException"'),
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  },
  sts: { status: 403, body: expect.stringMatching(/<Type>Sender<\/Type><Code>AccessDenied</) },
};

describe('errorReply', () => {
  it.each(SERVICES)('%s denies as it does on AWS', (service) => {
    const { headers, ...rest } = SHAPES[service];
    expect(errorReply(service, DENIED, 'R1')).toMatchObject({ ...rest, headers: headers ?? {} });
  });
  it.each([
    ['ValidationException', 'com.amazon.coral.validate#ValidationException'],
    ['UnrecognizedClientException', 'com.amazon.coral.service#UnrecognizedClientException'],
    ['ThrottlingException', 'com.amazonaws.dynamodb.v20120810#ThrottlingException'],
  ])('DynamoDB puts %s in its namespace', (code, type) => {
    expect(JSON.parse(String(errorReply('dynamodb', new AwsError(code, ''), '').body)).__type).toBe(type);
  });
  it('answers a client of the older SQS protocol in XML', () => {
    const reply = errorReply('sqs', new AwsError('InvalidAction', 'too old'), 'R1', true);
    expect(reply.body).toMatch(/<ErrorResponse .*<Code>InvalidAction<\/Code><Message>too old</s);
  });
  it('keeps the headers that an error brings', () => {
    const error = new AwsError('QueueDoesNotExist', '', 400, { 'x-amzn-query-error': 'Other;Sender' });
    expect(errorReply('sqs', error, '').headers['x-amzn-query-error']).toBe('Other;Sender');
  });
});

describe('names of refusals', () => {
  const answers = (service: Service) =>
    (['signature', 'key', 'missing'] satisfies AuthProblem[]).map((problem) => {
      const { code, status } = authError(service, problem);
      return `${code} ${status}`;
    });
  it.each<[Service, string[]]>([
    ['s3', ['SignatureDoesNotMatch 403', 'InvalidAccessKeyId 403', 'AccessDenied 403']],
    ['sqs', ['SignatureDoesNotMatch 403', 'InvalidClientTokenId 403', 'MissingAuthenticationToken 403']],
    [
      'dynamodb',
      [
        'InvalidSignatureException 400',
        'UnrecognizedClientException 400',
        'MissingAuthenticationTokenException 400',
      ],
    ],
  ])('%s', (service, expected) => expect(answers(service)).toEqual(expected));
});

describe('names of faults', () => {
  it.each<[Service, string, string]>([
    ['s3', 'SlowDown 503', 'InternalError 500'],
    ['sqs', 'RequestThrottled 403', 'InternalFailure 500'],
    ['dynamodb', 'ThrottlingException 400', 'InternalServerError 500'],
    ['secretsmanager', 'ThrottlingException 400', 'InternalServiceError 500'],
  ])('%s', (service, throttle, error) => {
    const name = (refusal: AwsError | undefined) => `${refusal?.code} ${refusal?.status}`;
    expect(name(faultError({ kind: 'throttle' }, service))).toBe(throttle);
    expect(name(faultError({ kind: 'error' }, service))).toBe(error);
    expect(name(internalError(service))).toBe(error);
    expect(faultError({ kind: 'lost-reply' }, service)).toBe(undefined);
  });
});
