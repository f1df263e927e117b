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
  const { role, subject: actor } = context.get('token');
  await deps.audit.append({
    at: new Date(deps.clock.now()).toISOString(),
    id: deps.random.id(),
    actor: role === 'operator' ? role : `${role}:${actor}`,
    action,
    subject,
    ...(detail === undefined ? {} : { detail }),
  });
}
