import { xmlEscape, type AwsError, type Reply } from '../protocol.ts';
import type { Service } from './service.ts';

type Shape = (error: AwsError, requestId: string) => Reply;

const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
/** Errors of the protocol, which every JSON service names in this namespace. */
const COMMON = 'com.amazon.coral.service';
const DYNAMO = 'com.amazonaws.dynamodb.v20120810';
const COMMON_CODES = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
]);

/** How each service writes an error: name, status and body as the SDKs read them. */
const SHAPES: Readonly<Record<Service, Shape>> = {
  s3: (error, requestId) =>
    xml(
      error.status,
      `<Error><Code>${error.code}</Code><Message>${xmlEscape(error.message)}</Message>` +
        `<RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`,
    ),
  // The older query protocol's name and fault are in a header; SDKs prefer that name.
  sqs: (error) => {
    const denied = error.code === 'AccessDenied';
    const type = denied ? `${COMMON}#AccessDeniedException` : `com.amazonaws.sqs#${error.code}`;
    const fault = error.status >= 500 ? 'Receiver' : 'Sender';
    return json(error.status, JSON_1_0, type, error.message, {
      'x-amzn-query-error': `${error.code};${fault}`,
    });
  },
  dynamodb: (error) => {
    const [code, status] = jsonDenial(error);
    const namespace =
      code === 'ValidationException' ? 'com.amazon.coral.validate' : COMMON_CODES.has(code) ? COMMON : DYNAMO;
    return json(status, JSON_1_0, `${namespace}#${code}`, error.message);
  },
  secretsmanager: json11,
  events: json11,
  cloudfront: (error, requestId) =>
    query(error, requestId, 'http://cloudfront.amazonaws.com/doc/2020-05-31/'),
  // The name is in a header, the body holds the message alone (restJson1).
  ses: ({ code, status, message }) => ({
    status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': code === 'AccessDenied' ? 'AccessDeniedException' : code,
    },
    body: JSON.stringify({ message }),
  }),
  sts: (error, requestId) => query(error, requestId, 'https://sts.amazonaws.com/doc/2011-06-15/'),
};

const SQS_QUERY: Shape = (error, requestId) =>
  query(error, requestId, 'http://queue.amazonaws.com/doc/2012-11-05/');

/**
 * The answer that tells of an error in the words of its service, with the headers that belong to it. SQS answers in XML
 * to a client of its older query protocol, which could not read anything else.
 */
export function errorReply(service: Service, error: AwsError, requestId: string, isQuery = false): Reply {
  const shape = service === 'sqs' && isQuery ? SQS_QUERY : SHAPES[service];
  const reply = shape(error, requestId);
  return { ...reply, headers: { ...reply.headers, ...error.extra } };
}

function json11(error: AwsError): Reply {
  const [code, status] = jsonDenial(error);
  return json(status, JSON_1_1, code, error.message);
}

/** The JSON services refuse with 400 where the others do with 403. */
function jsonDenial({ code, status }: AwsError): [string, number] {
  return code === 'AccessDenied' ? ['AccessDeniedException', 400] : [code, status];
}

function json(
  status: number,
  type: string,
  name: string,
  message: string,
  headers: Record<string, string> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': type, ...headers },
    body: JSON.stringify({ __type: name, message, Message: message }),
  };
}

function query(error: AwsError, requestId: string, namespace: string): Reply {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  return xml(
    error.status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${error.code}</Code>` +
      `<Message>${xmlEscape(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

const xml = (status: number, content: string): Reply => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
});
