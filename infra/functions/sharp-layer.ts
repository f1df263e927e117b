import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations } from 'aws-cdk-lib';
import { Architecture, Code, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

const FOLDER = join(import.meta.dirname, '../layers/sharp');
const NATIVE = join(FOLDER, 'nodejs/node_modules/@img/sharp-linux-arm64');

/**
 * `sharp` with its native library for Lambda's processor, which no bundle can hold. `npm run layers` puts it into the
 * folder; without it the template is the same but the layer is empty, which a deployment is warned of. On one machine
 * the function finds `sharp` where every other package is.
 */
export function makeSharpLayer(scope: Construct): LayerVersion {
  const layer = new LayerVersion(scope, 'Sharp', {
    code: Code.fromAsset(FOLDER),
    compatibleRuntimes: [Runtime.NODEJS_24_X],
    compatibleArchitectures: [Architecture.ARM_64],
    license: 'Apache-2.0, LGPL-3.0-or-later',
    description: 'sharp for linux-arm64',
  });
  if (!existsSync(NATIVE)) {
    Annotations.of(layer).addWarningV2(
      'presswire:sharp-layer',
      'The layer of convert is empty. Run `npm run layers` before you deploy.',
    );
  }
  return layer;
}
