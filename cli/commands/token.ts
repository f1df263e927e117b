import { createHash, randomBytes } from 'node:crypto';
import { askCommand, pathOf } from '../ask-command.ts';
import { requireSetting } from '../aws.ts';
import type { Call, Command } from '../command.ts';

const FOREVER = 'Keep it now: it is not shown again.';

/** What opens the API. */
export const TOKEN_COMMANDS: readonly Command[] = [
  askCommand({
    name: 'token list',
    about: 'who may use the API; a token itself is never shown again',
    examples: ['presswire token list'],
    ask: () => ({ path: '/api/tokens' }),
    list: { name: 'tokens', columns: ['id', 'role', 'subject', 'createdAt'] },
  }),
  askCommand({
    name: 'token create',
    about: 'make a token; prints it, once',
    args: ['<role>', '[subject]'],
    more:
      'Roles: operator (everything), partner <partner> (its endpoints and deliveries), author <newsroom>.\n' +
      'Nobody has an operator token any more? "presswire token first" makes one with AWS credentials.',
    examples: ['presswire token create operator', 'presswire token create partner daily-planet'],
    ask: ({ arg }) => ({
      method: 'POST',
      path: '/api/tokens',
      body: { role: arg(0), ...(arg(1) === '' ? {} : { subject: arg(1) }) },
    }),
    done: () => FOREVER,
  }),
  askCommand({
    name: 'token revoke',
    about: 'a token opens nothing any more, from now on',
    args: ['<id>'],
    more: 'The id is the one that "token list" shows. To rotate a token: create one, use it, revoke the other.',
    examples: ['presswire token revoke 9f86d081884c7d65'],
    ask: ({ arg }) => ({ method: 'DELETE', path: pathOf`/api/tokens/${arg(0)}` }),
    done: ({ arg }) => `${arg(0)} is revoked.`,
  }),
  {
    name: 'token first',
    about: 'make an operator token with AWS credentials: the first of a new deployment, or when all are lost',
    args: [],
    options: {},
    more:
      'It writes into the table, whose name is the output TableName of the stack: put it into TABLE. The region\n' +
      'is in AWS_REGION, credentials are found as by the AWS command line.',
    examples: ['TABLE=Presswire-Table-1A2B AWS_REGION=eu-west-1 presswire token first'],
    run: createFirst,
  },
];

async function createFirst(call: Call): Promise<0> {
  const aws = call.aws();
  const tableName = requireSetting(aws, 'TABLE', 'TableName');
  const { makeDocumentClient } = await import('#adapters/aws/document-client.ts');
  const { makeDynamoPartnerStore } = await import('#adapters/aws/partner-store.ts');
  const { makeTable } = await import('#adapters/aws/table.ts');
  const partners = makeDynamoPartnerStore({
    table: makeTable({ client: makeDocumentClient(aws.place), tableName }),
  });
  const token = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  const createdAt = new Date(call.shell.nowMs()).toISOString();
  await partners.putToken({ tokenHash, role: 'operator', subject: '*', createdAt });
  call.show({ id: tokenHash, role: 'operator', subject: '*', token }, `${token}\n\n${FOREVER}`);
  return 0;
}
