import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Authoriser, Need } from '../iam/authoriser.ts';
import { ANONYMOUS, type Principal } from '../iam/principal.ts';
import { AwsError, type Now } from '../protocol.ts';
import type { S3 } from '../s3/s3.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Outbox } from '../mail/outbox.ts';
import { authError } from './auth-error.ts';
import { authenticate, claimedService } from './authenticate.ts';
import { authorise } from './authorise.ts';
import type { CallRecord } from './call-record.ts';
import type { Cloudfront } from './cloudfront-operation.ts';
import type { Handler } from './door.ts';
import { errorReply } from './error-reply.ts';
import { faultError, internalError, type Faults } from './fault.ts';
import { eventsOperation } from './events-operation.ts';
import { dynamoOperation, secretsOperation, sqsOperation, type JsonServices } from './json-operation.ts';
import type { Answer, Operation } from './operation.ts';
import { readRequest, type Request } from './request.ts';
import { s3Address, s3Operation } from './s3-operation.ts';
import { sendReply } from './send-reply.ts';
import { sesOperation } from './ses-operation.ts';
import type { Service } from './service.ts';
import { stsOperation } from './sts-operation.ts';

export type GatewayOptions = JsonServices & {
  s3: S3;
  cloudfront: Cloudfront;
  outbox: Outbox;
  eventLog: EventLog;
  authoriser: Authoriser;
  /** Who has an access key; `undefined` for a key that is not known. */
  principalOf: (accessKeyId: string) => Principal | undefined;
  secretOf: (accessKeyId: string) => string | undefined;
  /** Who a program on this machine is that comes with a key of its own making. */
  visitor: Principal;
  now: Now;
  machineNow: Now;
  maxBodyBytes: number;
  /** Told of every call and what became of it. */
  onCall: (record: CallRecord) => void;
  /** Asked for every call, after its caller is known and before it is allowed. */
  faults: Faults;
  /** Told of a bug, here or in a service; the client gets the service's internal error. */
  onBug: (error: unknown) => void;
};

/** How far a request has come; what is known at a failure decides how it is told and counted. */
type Progress = {
  service: Service;
  requestId: string;
  principal: Principal;
  request: Request | undefined;
  operation: Operation | undefined;
};
type Outcome = Answer | 'lost';

/**
 * The one door of the local AWS. Each request is identified by its signature, read to an operation, perhaps broken on
 * purpose, authorised by identity and resource policies, carried out, and answered as its service would.
 */
export function makeGateway(options: GatewayOptions): Handler {
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const started = performance.now();
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const progress: Progress = {
      service: 's3',
      requestId: randomBytes(8).toString('hex').toUpperCase(),
      principal: ANONYMOUS,
      request: undefined,
      operation: undefined,
    };
    const outcome = await attempt(message, progress, gone.signal, options);
    if (!outcome) return;
    const status = outcome === 'lost' ? 0 : outcome.status;
    if (outcome === 'lost') message.socket.destroy();
    else {
      const { service, requestId } = progress;
      const isHead = message.method === 'HEAD';
      sendReply(response, outcome, { service, requestId, isHead, nowMs: options.now() });
    }
    options.onCall(recordOf(progress, outcome, status, performance.now() - started));
  };
  return (message, response) => {
    serve(message, response).catch((error: unknown) => {
      options.onBug(error);
      response.destroy();
    });
  };
}

/** Gives `undefined` when the client was gone before its request was whole. */
async function attempt(
  message: IncomingMessage,
  progress: Progress,
  signal: AbortSignal,
  options: GatewayOptions,
): Promise<Outcome | undefined> {
  try {
    const request = await readRequest(message, options.maxBodyBytes);
    if (!request) return undefined;
    progress.request = request;
    progress.service = claimedService(request);
    if (progress.service !== 's3') progress.requestId = randomUUID();
    identify(request, progress, options);
    return await carryOut(progress, signal, options);
  } catch (error) {
    if (!(error instanceof AwsError)) options.onBug(error);
    return refusal(error, progress, options);
  }
}

/** Who asks, and for what. */
function identify(request: Request, progress: Progress, options: GatewayOptions): void {
  const { service } = progress;
  const signed = authenticate(request, service, options);
  const read = readOperation(request, service, options, signed);
  progress.operation = read.operation;
  if (read.accessKeyId === undefined) {
    if (service !== 's3') throw authError(service, 'missing');
    return;
  }
  const principal = signed && !signed.key ? options.visitor : options.principalOf(read.accessKeyId);
  if (!principal) throw authError(service, 'key');
  progress.principal = principal;
}

type Signer = ReturnType<typeof authenticate>;
type Read = { operation: Operation; accessKeyId: string | undefined };

function readOperation(request: Request, service: Service, options: GatewayOptions, signed: Signer): Read {
  if (service === 's3') return s3Operation(request, signed, options);
  return { operation: READERS[service](request, options), accessKeyId: signed?.accessKeyId };
}

const READERS: Record<Exclude<Service, 's3'>, (request: Request, options: GatewayOptions) => Operation> = {
  sqs: sqsOperation,
  dynamodb: dynamoOperation,
  secretsmanager: secretsOperation,
  cloudfront: (request, { cloudfront }) => cloudfront.operation(request),
  ses: sesOperation,
  sts: stsOperation,
  events: eventsOperation,
};

async function carryOut(progress: Progress, signal: AbortSignal, options: GatewayOptions): Promise<Outcome> {
  const { operation, principal, requestId, service } = progress;
  if (!operation) throw new Error('the request was not read to an operation');
  const { name, action, resource, needs } = operation;
  const fault = options.faults({ service, name, action, resource, principal: principal.arn });
  const error = fault && faultError(fault, service);
  if (error) throw error;
  authorise(options.authoriser, principal, needs);
  // A client that goes away in the meantime does not stop what has reached the service.
  if (fault?.kind === 'latency') await sleep(fault.ms, undefined, { signal }).catch(() => {});
  const may = (need: Need) => options.authoriser.decide(principal, need) === 'allow';
  const reply = await operation.perform({ principal, requestId, signal, may });
  return fault?.kind === 'lost-reply' ? 'lost' : reply;
}

function refusal(error: unknown, progress: Progress, options: GatewayOptions): Outcome {
  const { service, request, requestId } = progress;
  const told = error instanceof AwsError ? error : internalError(service);
  const isQuery = request !== undefined && request.headers['x-amz-target'] === undefined;
  const reply = errorReply(service, told, requestId, isQuery);
  const headers = { ...reply.headers, ...corsOf(request, service, options) };
  return { ...reply, headers, code: told.code };
}

/** A page must be able to read the refusal too. */
function corsOf(
  request: Request | undefined,
  service: Service,
  { s3 }: GatewayOptions,
): Record<string, string> {
  if (!request || service !== 's3' || request.headers['origin'] === undefined) return {};
  try {
    const { method, headers, rawPath } = request;
    return s3.corsHeaders({ method, headers, bucket: s3Address(rawPath).bucket });
  } catch (error) {
    if (error instanceof AwsError) return {};
    throw error;
  }
}

function recordOf(progress: Progress, outcome: Outcome, status: number, ms: number): CallRecord {
  const { service, operation, principal } = progress;
  const { code, capacity } = outcome === 'lost' ? {} : outcome;
  const leadingKeys = operation?.needs[0]?.context?.['dynamodb:leadingkeys'];
  return {
    service,
    operation: operation?.name ?? '',
    action: operation?.action ?? '',
    resource: operation?.resource ?? '',
    principal: principal.arn,
    status,
    ms,
    ...(code === undefined ? {} : { code }),
    ...(capacity === undefined ? {} : { capacity }),
    ...(leadingKeys === undefined ? {} : { leadingKeys: [leadingKeys].flat() }),
  };
}
