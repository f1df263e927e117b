import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { makePipelineStack } from '../../infra/pipeline-stack.ts';
import { readStage } from '../../infra/stages.ts';
import { viewTemplate, type TemplateView } from './template-view.ts';

const SHARP = join(import.meta.dirname, '../../infra/layers/sharp');

/** The stack of a stage with empty bundles, before it is synthesised. */
export function buildStack(settings: Record<string, string> = {}): { app: App; stack: Stack } {
  const outdir = mkdtempSync(join(tmpdir(), 'presswire-infra-'));
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  const code = () => Code.fromInline('export const handler = undefined;');
  // Without what `npm run layers` may have put there, so that the template is the same on every machine.
  const sharp = Code.fromAsset(SHARP, { exclude: ['nodejs/node_modules'] });
  return { app, stack: makePipelineStack(app, { stage: readStage(settings), code, sharp }) };
}

/** The template of a stage as it is written, and a view of it. */
export function synthesised(settings: Record<string, string> = {}): TemplateView & { raw: object } {
  const { app, stack } = buildStack(settings);
  const raw: object = app.synth().getStackByName(stack.stackName).template;
  return { raw, ...viewTemplate(raw) };
}
