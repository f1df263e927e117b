import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startPartner, type Partner } from '../support/partner.ts';
import { startWhole, type WholeStack } from '../support/whole-stack.ts';

export type World = WholeStack & {
  partner: Partner;
  sqs: SQSClient;
  dynamo: DynamoDBClient;
  /** What the checks learn on their way. */
  known: { endpointId: string; page: string };
};

/** One assembly running on this machine, with a partner beside it and the clients of an administrator. */
export async function startWorld(assembly: string): Promise<World> {
  const partner = await startPartner();
  const whole = await startWhole({ assembly }).catch(async (error: unknown) => {
    await partner.stop();
    throw error;
  });
  const client = whole.running.aws.clientConfig;
  return {
    ...whole,
    partner,
    sqs: new SQSClient(client),
    dynamo: new DynamoDBClient(client),
    known: { endpointId: '', page: '' },
    async stop() {
      await whole.stop();
      await partner.stop();
    },
  };
}
