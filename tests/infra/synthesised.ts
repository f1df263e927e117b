import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import { makePipelineStack } from '../../infra/pipeline-stack.ts';
import { readStage } from '../../infra/stages.ts';

/** A part of a template: whatever CloudFormation takes, asked for by the tests themselves. */
const treeSchema = z.any();
export type Tree = z.infer<typeof treeSchema>;

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), treeSchema).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

export type Resource = z.infer<typeof resourceSchema> & { id: string };

/** The stack of a stage with empty bundles, before it is synthesised. */
export function buildStack(settings: Record<string, string> = {}): { app: App; stack: Stack } {
  const outdir = mkdtempSync(join(tmpdir(), 'presswire-infra-'));
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const app = new App({ outdir, builtinCloudFormationValidation: false });
  const code = () => Code.fromInline('export const handler = undefined;');
  return { app, stack: makePipelineStack(app, { stage: readStage(settings), code }) };
}

/** The template of a stage, and its resources by type, by id, or all. */
export function synthesised(settings: Record<string, string> = {}) {
  const { app, stack } = buildStack(settings);
  const raw: object = app.synth().getStackByName(stack.stackName).template;
  const { Resources } = templateSchema.parse(raw);
  const all: Resource[] = Object.entries(Resources).map(([id, resource]) => ({ ...resource, id }));
  return {
    /** The template as it is written. */
    raw,
    all,
    ofType: (type: string): Resource[] => all.filter(({ Type }) => Type === type),
    /** The resource that a Ref or GetAtt points to. */
    target: (reference: unknown): Resource => {
      const { Ref, 'Fn::GetAtt': attribute } = z
        .object({ Ref: z.string().optional(), 'Fn::GetAtt': z.tuple([z.string(), z.string()]).optional() })
        .parse(reference);
      const found = all.find(({ id }) => id === (Ref ?? attribute?.[0]));
      if (!found) throw new Error(`${JSON.stringify(reference)} points to nothing`);
      return found;
    },
  };
}
