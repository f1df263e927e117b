import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { bundleConsole } from './bundle-console.ts';
import { bundleHandlers } from './bundle.ts';
import { makePipelineStack } from './pipeline-stack.ts';
import { readStage } from './stages.ts';
import { TIMEOUTS } from './timeouts.ts';

const app = new App();
const stage = readStage();
const project = join(import.meta.dirname, '..');
const bundles = join(app.outdir, 'bundles');
// Stands beside the function that serves it.
await bundleConsole({ project, outdir: join(bundles, 'api', 'console') });
makePipelineStack(app, {
  stage,
  code: await bundleHandlers({
    project,
    outdir: bundles,
    names: Object.keys(TIMEOUTS),
    sourceMaps: stage.sourceMaps,
  }),
});
app.synth();
