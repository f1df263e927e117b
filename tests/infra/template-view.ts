import * as z from 'zod';

/** A part of a template: whatever CloudFormation takes, asked for by the tests themselves. */
export const treeSchema = z.any();
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

/** Resources of a template by type, by id, or all. */
export type TemplateView = {
  all: readonly Resource[];
  ofType: (type: string) => Resource[];
  /** The resource that a Ref or GetAtt points to. Throws when there is none. */
  target: (reference: unknown) => Resource;
};

/** A template as the rules ask for it. */
export function viewTemplate(template: object): TemplateView {
  const { Resources } = templateSchema.parse(template);
  const all: Resource[] = Object.entries(Resources).map(([id, resource]) => ({ ...resource, id }));
  return {
    all,
    ofType: (type) => all.filter(({ Type }) => Type === type),
    target: (reference) => {
      const { Ref, 'Fn::GetAtt': attribute } = z
        .object({ Ref: z.string().optional(), 'Fn::GetAtt': z.tuple([z.string(), z.string()]).optional() })
        .parse(reference);
      const found = all.find(({ id }) => id === (Ref ?? attribute?.[0]));
      if (!found) throw new Error(`${JSON.stringify(reference)} points to nothing`);
      return found;
    },
  };
}
