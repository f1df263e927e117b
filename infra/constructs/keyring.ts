import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * The roots that signing secrets are derived from. A new deployment generates the first one, `{"id":"r1","secret":"…"}`.
 * A second one is appended by rewriting the value as `{"roots":[{"id":"r1",…},{"id":"r2","secret":"…"}]}`, the newest
 * last; none is ever removed. The secret outlives the stack: without it no partner could verify anything any more.
 */
export function makeKeyring(scope: Construct, id: string): Secret {
  const keyring = new Secret(scope, id, {
    description: 'Roots of the webhook signing secrets. Append only.',
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ id: 'r1' }),
      generateStringKey: 'secret',
      passwordLength: 64,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(keyring).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason:
      'Rotation on a timetable would break every signature. Roots are appended, and each endpoint moves to the new one ' +
      'when its partner asks for a new secret, with both valid in between.',
  });
  return keyring;
}
