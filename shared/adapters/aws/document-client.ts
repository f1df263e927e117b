import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CONNECTION, type Place } from './connection.ts';

/** A DynamoDB document client; make one a container. */
export function makeDocumentClient(place: Place = {}): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(new DynamoDBClient({ ...CONNECTION, ...place }));
}
