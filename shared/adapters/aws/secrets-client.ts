import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CONNECTION, type Place } from './connection.ts';

/** A Secrets Manager client; make one a container. */
export function makeSecretsClient(place: Place = {}): SecretsManagerClient {
  return new SecretsManagerClient({ ...CONNECTION, ...place });
}
