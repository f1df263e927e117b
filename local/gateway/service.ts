/** The services that answer at the endpoint, as a credential scope names them. */
export const SERVICES = [
  's3',
  'sqs',
  'dynamodb',
  'secretsmanager',
  'cloudfront',
  'ses',
  'sts',
  'events',
] as const;
export type Service = (typeof SERVICES)[number];

export const isService = (name: string): name is Service => SERVICES.some((service) => service === name);

/** `X-Amz-Target` prefixes of the services that speak JSON. */
const TARGETS: Readonly<Record<string, Service>> = {
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  secretsmanager: 'secretsmanager',
  AWSEvents: 'events',
};

/** The service of an unsigned request: by its target, else S3, the only one with public resources. */
export const serviceOfTarget = (target: string | undefined): Service =>
  TARGETS[target?.split('.')[0] ?? ''] ?? 's3';
