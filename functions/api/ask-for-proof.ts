import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { ApiDeps } from './api-deps.ts';

/** A partner needs a moment to keep the secret that the challenge is signed with (DESIGN §6). */
const CHALLENGE_DELAY_SECONDS = 5;

/** Has an endpoint asked to prove that its URL is its partner's. */
export async function askForProof(deps: Pick<ApiDeps, 'prompts'>, { endpointId }: Endpoint): Promise<void> {
  const options = { delaySeconds: CHALLENGE_DELAY_SECONDS };
  await deps.prompts.send('urgent', [{ prompt: 'challenge', endpointId }], options);
}
