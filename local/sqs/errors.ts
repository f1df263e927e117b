import { AwsError } from '../protocol.ts';

/** Errors whose older name, the one of the query protocol, differs: SDKs show it as `Code`. */
const QUERY_NAMES = new Map([
  ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'],
  ['MessageNotInflight', 'AWS.SimpleQueueService.MessageNotInflight'],
  ['EmptyBatchRequest', 'AWS.SimpleQueueService.EmptyBatchRequest'],
  ['TooManyEntriesInBatchRequest', 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest'],
  ['BatchEntryIdsNotDistinct', 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct'],
  ['BatchRequestTooLong', 'AWS.SimpleQueueService.BatchRequestTooLong'],
  ['InvalidBatchEntryId', 'AWS.SimpleQueueService.InvalidBatchEntryId'],
  ['PurgeQueueInProgress', 'AWS.SimpleQueueService.PurgeQueueInProgress'],
  ['UnsupportedOperation', 'AWS.SimpleQueueService.UnsupportedOperation'],
]);

/** The name under which a batch reports an error, and which goes into `x-amzn-query-error`. */
export const queryName = (code: string): string => QUERY_NAMES.get(code) ?? code;

/** An error of SQS with both of its names. */
export const sqsError = (code: string, message: string): AwsError =>
  new AwsError(code, message, 400, { 'x-amzn-query-error': `${queryName(code)};Sender` });

export const queueDoesNotExist = (name: string): AwsError =>
  sqsError('QueueDoesNotExist', `The specified queue does not exist: ${name}`);

export const invalidValue = (value: unknown, parameter: string, reason: string): AwsError =>
  sqsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );

export const missingParameter = (parameter: string): AwsError =>
  sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`);

/** What SQS can do and the local run cannot. */
export const notRunLocally = (what: string): AwsError =>
  sqsError('UnsupportedOperation', `SQS ${what} is not run locally`);
