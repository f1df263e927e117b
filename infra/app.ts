import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundleConsole } from './bundle-console.ts';
import { bundleHandlers } from './bundle.ts';
import { makePipelineStack } from './pipeline-stack.ts';
import { readStage } from './stages.ts';
import { TIMEOUTS } from './timeouts.ts';

/** `npm run layers` puts the packages there; the template is the same without them. */
const SHARP = join(import.meta.dirname, 'layers/sharp');
const app = new App();
const stage = readStage();
const project = join(import.meta.dirname, '..');
const bundles = join(app.outdir, 'bundles');
// Stands beside the function that serves it.
await bundleConsole({ project, outdir: join(bundles, 'api', 'console') });
const stack = makePipelineStack(app, {
  stage,
  code: await bundleHandlers({
    project,
    outdir: bundles,
    names: Object.keys(TIMEOUTS),
    sourceMaps: stage.sourceMaps,
  }),
  sharp: Code.fromAsset(SHARP),
});
if (!existsSync(join(SHARP, 'nodejs/node_modules/@img/sharp-linux-arm64'))) {
  const told = 'The layer of convert is empty: run `npm run layers` before a deployment.';
  Annotations.of(stack).addWarningV2('presswire:sharp-layer', told);
}
app.synth();
