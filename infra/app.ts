import { Annotations, App } from 'aws-cdk-lib';
import { hasSharpLayer, presswireAssets } from './assets.ts';
import { makePipelineStack } from './pipeline-stack.ts';
import { readStage } from './stages.ts';

const app = new App();
const stage = readStage();
const { sourceMaps } = stage;
const assets = await presswireAssets({ outdir: app.outdir, sourceMaps });
const stack = makePipelineStack(app, { stage, ...assets });
if (!hasSharpLayer()) {
  const told = 'The layer of convert is empty: run `npm run layers` before a deployment.';
  Annotations.of(stack).addWarningV2('presswire:sharp-layer', told);
}
app.synth();
