import { createHash, createHmac } from 'node:crypto';
import type { Vault } from './vault.ts';

const SECRET_LENGTH = 40;
const KEY_PREFIX = 'LOCAL';
const KEY_LENGTH = 20;

export type AccessKey = { accessKeyId: string; secretAccessKey: string };

/** The access key of a principal of this run, always the same for a name and a data directory. */
export function accessKeyFor(vault: Vault, name: string): AccessKey {
  const digest = createHash('sha256').update(name).digest('hex').toUpperCase();
  const accessKeyId = `${KEY_PREFIX}${digest}`.slice(0, KEY_LENGTH);
  return { accessKeyId, secretAccessKey: secretFor(vault, accessKeyId) };
}

/**
 * The secret of an access key. Nobody outside can know one, though the endpoint is on every machine at the same place:
 * a web page that knew it could have a visitor's browser post signed forms there.
 */
export function secretFor(vault: Vault, accessKeyId: string): string {
  const secret = createHmac('sha256', vault.credentialSalt).update(accessKeyId).digest('base64url');
  return secret.slice(0, SECRET_LENGTH);
}
