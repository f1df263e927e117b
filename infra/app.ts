import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleHandlers } from './bundle.ts';
import { makePipelineStack } from './pipeline-stack.ts';
import { readStage } from './stages.ts';
import { TIMEOUTS } from './timeouts.ts';

const app = new App();
const stage = readStage();
makePipelineStack(app, {
  stage,
  code: await bundleHandlers({
    project: join(import.meta.dirname, '..'),
    outdir: join(app.outdir, 'bundles'),
    names: Object.keys(TIMEOUTS),
    sourceMaps: stage.sourceMaps,
  }),
});
app.synth();
