import type { ApiContext } from './access.ts';
import type { ApiDeps } from './api-deps.ts';

/** Appends who changed what; written after the change, since an audit of what did not happen would mislead. */
export async function audited(
  deps: Pick<ApiDeps, 'audit' | 'clock' | 'random'>,
  context: ApiContext,
  action: string,
  subject: string,
  detail?: Record<string, string>,
): Promise<void> {
  await deps.audit.append({
    at: new Date(deps.clock.now()).toISOString(),
    id: deps.random.id(),
    actor: actorOf(context),
    action,
    subject,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** An operator is told from another by the beginning of its token's id. */
export function actorOf(context: ApiContext): string {
  const { role, subject, tokenHash } = context.get('token');
  return `${role}:${role === 'operator' ? tokenHash.slice(0, 12) : subject}`;
}
