import { createHash } from 'node:crypto';
import { registerKey, tokenKey } from '#adapters/aws/table-keys.ts';
import type { Token } from '#domain/partner/token.ts';
import type { Aws } from '../aws.ts';
import { hasItems, putItem } from './table-items.ts';

/**
 * The operator's token of this run. It is put into the table when that knows no token at all, so that a fresh start and
 * a locked-out operator both have one, and a token that was revoked beside others stays revoked.
 */
export async function operatorToken(aws: Aws, table: string, now: number): Promise<string> {
  const token = aws.vault.token('operator');
  const tokenHash = createHash('sha256').update(token).digest('hex');
  if (await hasItems(aws, table, registerKey('TOKENS', '').pk)) return token;
  const item: Token = { tokenHash, role: 'operator', subject: '*', createdAt: new Date(now).toISOString() };
  await putItem(aws, table, registerKey('TOKENS', tokenHash), { id: tokenHash });
  await putItem(aws, table, tokenKey(tokenHash), item);
  return token;
}
