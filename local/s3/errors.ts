import { AwsError } from '../protocol.ts';

/** S3's errors, with the texts that S3 gives them. */
export const noSuchBucket = (bucket: string): AwsError =>
  new AwsError('NoSuchBucket', `The specified bucket does not exist: ${bucket}`, 404);

export const noSuchKey = (extra: Record<string, string> = {}): AwsError =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, extra);

export const noSuchVersion = (): AwsError =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404);

export const noSuchUpload = (): AwsError =>
  new AwsError(
    'NoSuchUpload',
    'The specified multipart upload does not exist: the upload id is wrong, or it was completed or aborted.',
    404,
  );

export const preconditionFailed = (condition: string): AwsError =>
  new AwsError('PreconditionFailed', `At least one of the preconditions did not hold: ${condition}`, 412);

export const invalidArgument = (message: string): AwsError => new AwsError('InvalidArgument', message, 400);

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequest', message, 400);

export const malformedXml = (why: string): AwsError =>
  new AwsError('MalformedXML', `The XML you provided was not well-formed or did not fit: ${why}`, 400);

/** What S3 can do and the local run cannot: said aloud, never passed over. */
export const notRunLocally = (what: string): AwsError =>
  new AwsError('NotImplemented', `${what} is not run locally`, 501);
