import { AwsError } from '../protocol.ts';
import type { Operation } from './operation.ts';
import type { Service } from './service.ts';

/** A trouble to make on purpose for one call. */
export type Fault =
  /** Refused before anything happens, as the service says it when it is asked too often. */
  | { kind: 'throttle' }
  /** Fails before anything happens, by default with the service's internal error. */
  | { kind: 'error'; status?: number; code?: string }
  /** Happens `ms` later. */
  | { kind: 'latency'; ms: number }
  /** Happens, but the connection is cut instead of an answer. */
  | { kind: 'lost-reply' };
/** What a fault is decided by. */
type FaultedCall = Pick<Operation, 'service' | 'name' | 'action' | 'resource'> & { principal: string };
/** Decides for each call whether it fails; called once a call, in order of arrival. */
export type Faults = (call: FaultedCall) => Fault | undefined;

type Refusal = { code: string; status: number; message: string };

const THROTTLES: Readonly<Record<Service, Refusal>> = {
  s3: { code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' },
  sqs: {
    code: 'RequestThrottled',
    status: 403,
    message: 'The request was denied due to request throttling.',
  },
  dynamodb: { code: 'ThrottlingException', status: 400, message: 'Throughput exceeds the current capacity.' },
  secretsmanager: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
  cloudfront: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  ses: { code: 'TooManyRequestsException', status: 429, message: 'Too many requests' },
  sts: { code: 'Throttling', status: 400, message: 'Rate exceeded' },
  events: { code: 'ThrottlingException', status: 400, message: 'Rate exceeded' },
};
const ERRORS: Readonly<Record<Service, string>> = {
  s3: 'InternalError',
  sqs: 'InternalFailure',
  dynamodb: 'InternalServerError',
  secretsmanager: 'InternalServiceError',
  cloudfront: 'InternalError',
  ses: 'InternalFailure',
  sts: 'InternalFailure',
  events: 'InternalException',
};

/** The refusal that a fault stands for; `undefined` for one that lets the call happen. */
export function faultError(fault: Fault, service: Service): AwsError | undefined {
  if (fault.kind === 'throttle') {
    const { code, status, message } = THROTTLES[service];
    return new AwsError(code, message, status);
  }
  if (fault.kind !== 'error') return undefined;
  return internalError(service, fault.code, fault.status);
}

/** What a service says of a bug of its own. */
export function internalError(service: Service, code = ERRORS[service], status = 500): AwsError {
  return new AwsError(code, 'We encountered an internal error. Please try again.', status);
}
