import type { Capacity } from '../dynamodb/capacity.ts';
import type { Service } from './service.ts';

/** One call, told of when it has been answered. */
export type CallRecord = {
  service: Service;
  /** The API's name, `PutObject`; empty for a request that could not be read so far. */
  operation: string;
  /** IAM action, and the ARN it is about. */
  action: string;
  resource: string;
  /** ARN of the caller. */
  principal: string;
  /** 0 where the answer was lost on purpose. */
  status: number;
  /** The error's name on the wire; absent after a success. */
  code?: string;
  ms: number;
  capacity?: readonly Capacity[];
  /** The partition keys that a call to DynamoDB named. */
  leadingKeys?: readonly string[];
};
