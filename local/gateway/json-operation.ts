import * as z from 'zod';
import type { Dynamo } from '../dynamodb/dynamo.ts';
import { AwsError } from '../protocol.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { Sqs } from '../sqs/sqs.ts';
import { dynamoAction, secretAction, sqsAction, type Region } from './json-actions.ts';
import type { Answer, Operation } from './operation.ts';
import type { Request } from './request.ts';

/** The services behind the JSON protocols, and where their resources are. */
export type JsonServices = { sqs: Pick<Sqs, 'actions'>; dynamo: Dynamo; secrets: Secrets; at: Region };
type Input = Record<string, unknown>;

const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
const inputSchema = z.record(z.string(), z.unknown());

/** Reads an SQS request. The older query protocol is not run. */
export function sqsOperation(request: Request, { sqs, at }: JsonServices): Operation {
  const { name, input } = readCall(request, 'SQS');
  const perform = sqs.actions[name];
  if (!perform) throw new AwsError('InvalidAction', `${name} is not run locally`);
  return {
    service: 'sqs',
    name,
    ...sqsAction(name, input, at),
    perform: async ({ signal }) => answer(await perform(input, signal), JSON_1_0),
  };
}

/** Reads a DynamoDB request. */
export function dynamoOperation(request: Request, { dynamo, at }: JsonServices): Operation {
  const { name, input } = readCall(request, 'DynamoDB');
  return {
    service: 'dynamodb',
    name,
    ...dynamoAction(name, input, at, dynamo.partitionKey),
    perform: async () => {
      const { status, body, capacity } = await dynamo.handle(name, input);
      const code = status === 200 ? {} : { code: String(body['__type']).split('#').at(-1) ?? '' };
      return { ...answer(body, JSON_1_0), status, capacity, ...code };
    },
  };
}

/** Reads a Secrets Manager request. */
export function secretsOperation(request: Request, { secrets, at }: JsonServices): Operation {
  const { name, input } = readCall(request, 'Secrets Manager');
  const perform = Object.hasOwn(secrets.actions, name) ? secrets.actions[name] : undefined;
  if (!perform) throw new AwsError('UnknownOperationException', `${name} is not run locally`);
  return {
    service: 'secretsmanager',
    name,
    ...secretAction(name, input, at, secrets.arnOf),
    perform: () => answer(perform(input), JSON_1_1),
  };
}

function readCall({ headers, body }: Request, api: string): { name: string; input: Input } {
  const name = headers['x-amz-target']?.split('.')[1];
  if (!name) {
    throw new AwsError(
      'InvalidAction',
      `${api} is run locally in its JSON protocol only; a client as old as this one speaks another`,
    );
  }
  try {
    return { name, input: body.length === 0 ? {} : inputSchema.parse(JSON.parse(body.toString('utf8'))) };
  } catch {
    throw new AwsError('SerializationException', 'The request body is not a JSON object');
  }
}

const answer = (output: unknown, type: string): Answer => ({
  status: 200,
  headers: { 'content-type': type },
  body: JSON.stringify(output ?? {}),
});
