import type { HttpReply, HttpRequest } from '../http-api/http-message.ts';
import {
  edgeRequestOf,
  replyAfter,
  requestAfter,
  returnedResponseSchema,
  returnedSchema,
  toValues,
} from './edge-event.ts';
import { checkHeaders, makeEdgeFunction, type EdgeFunction } from './edge-function.ts';
import type { DistributionConfig } from './stack-distribution.ts';

/** The functions that the edge runs for viewers, by ARN. Both throw for what CloudFront answers with an error. */
export type ViewerFunctions = {
  /** A request to go on with, or a reply that ends it. */
  request: (arn: string, request: HttpRequest) => Promise<HttpRequest | HttpReply>;
  response: (arn: string, request: HttpRequest, reply: HttpReply) => Promise<HttpReply>;
};
type Log = (functionName: string, line: string) => void;
type EventType = 'viewer-request' | 'viewer-response';

/** Compiles every function of the distribution. */
export function makeViewerFunctions(config: DistributionConfig, log: Log): ViewerFunctions {
  const functions = new Map<string, EdgeFunction>();
  for (const [arn, { name, code }] of config.functions)
    functions.set(
      arn,
      makeEdgeFunction(name, code, (line) => log(name, line)),
    );
  const run = (arn: string, eventType: EventType, request: HttpRequest, parts: object): Promise<unknown> => {
    const found = functions.get(arn);
    if (!found)
      throw new Error(`the distribution names a function that the template does not declare: ${arn}`);
    const context = {
      distributionDomainName: request.headers['host'] ?? '',
      distributionId: config.id,
      eventType,
      requestId: 'local',
    };
    return found({ version: '1.0', context, viewer: { ip: request.ip }, ...parts });
  };
  return {
    request: async (arn, request) => {
      const before = edgeRequestOf(request);
      const returned = returnedSchema.parse(await run(arn, 'viewer-request', request, { request: before }));
      if ('statusCode' in returned) return replyAfter(returned, Buffer.alloc(0));
      checkHeaders('viewer-request', before.headers, returned.headers);
      return requestAfter(request, returned);
    },
    response: async (arn, request, reply) => {
      const headers = toValues(reply.headers);
      const response = { statusCode: reply.status, statusDescription: 'OK', headers, cookies: {} };
      const event = { request: edgeRequestOf(request), response };
      const returned = returnedResponseSchema.parse(await run(arn, 'viewer-response', request, event));
      checkHeaders('viewer-response', headers, returned.headers);
      return replyAfter(returned, reply.body);
    },
  };
}
