import { makeDocumentClient } from '#adapters/aws/document-client.ts';
import { makeSecretKeyring } from '#adapters/aws/keyring.ts';
import { makeDynamoPartnerStore } from '#adapters/aws/partner-store.ts';
import { makeSecretsClient } from '#adapters/aws/secrets-client.ts';
import { makeTable } from '#adapters/aws/table.ts';
import { makeSystemClock } from '#platform/system-clock.ts';
import type { Running } from '../local/start.ts';
import { receiverEndpoint } from './samples.ts';

/** Endpoints that have proved themselves, straight into a run's table: what a question asks begins after that. */
export async function joinEndpoints({ aws, table, stack }: Running, urls: readonly string[]): Promise<void> {
  const client = makeDocumentClient(aws.clientConfig);
  const secrets = makeSecretsClient(aws.clientConfig);
  const secretId = stack.outputs()['KeyringSecret'] ?? '';
  const keyring = makeSecretKeyring({ client: secrets, secretId, clock: makeSystemClock() });
  const [root] = await keyring.roots();
  const partners = makeDynamoPartnerStore({ table: makeTable({ client, tableName: table }) });
  for (const [n, url] of urls.entries()) await partners.putEndpoint(receiverEndpoint(n, url, root?.id), 0);
  client.destroy();
  secrets.destroy();
}
