import { Architecture, LayerVersion, Runtime, type Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * `sharp` with its native library for Lambda's processor, which no bundle can hold. On one machine the function finds
 * it where every other package is.
 */
export function makeSharpLayer(scope: Construct, code: Code): LayerVersion {
  return new LayerVersion(scope, 'Sharp', {
    code,
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
    license: 'Apache-2.0, LGPL-3.0-or-later',
    description: 'sharp for linux-arm64',
  });
}
