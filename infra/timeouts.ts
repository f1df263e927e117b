import { Duration } from 'aws-cdk-lib';

/**
 * How long each function may run. A queue hides its messages for six times its consumer's. `convert`: one
 * container with ten large pictures. `deliver`: four rounds of the sender's 15 s; `clock`: over before the next minute; `api`: API Gateway waits 30 s at most.
 */
export const TIMEOUTS = {
  ingest: Duration.seconds(60),
  convert: Duration.seconds(120),
  announce: Duration.seconds(60),
  publish: Duration.seconds(60),
  deliver: Duration.seconds(60),
  clock: Duration.seconds(50),
  api: Duration.seconds(20),
} as const;
export type FunctionName = keyof typeof TIMEOUTS;
