import * as z from 'zod';
import { checkConditions, type Conditions } from './conditions.ts';

/** Whom a statement of a resource policy is about; an identity policy's statements have none. */
type PrincipalClause = { everyone: boolean; aws: readonly string[]; services: readonly string[] };

/** One statement of a policy, every "one or many" made a list. */
export type Statement = {
  effect: 'Allow' | 'Deny';
  actions: readonly string[];
  notActions: readonly string[];
  resources: readonly string[];
  notResources: readonly string[];
  conditions: Conditions;
  principal: PrincipalClause | undefined;
};

const oneOrMany = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => (Array.isArray(given) ? given : [given]));
const conditionValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const conditionValues = z
  .union([conditionValue, z.array(conditionValue)])
  .transform((given) => (Array.isArray(given) ? given : [given]));

const statementSchema = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMany.optional(),
    NotAction: oneOrMany.optional(),
    Resource: oneOrMany.optional(),
    NotResource: oneOrMany.optional(),
    Condition: z.record(z.string(), z.record(z.string(), conditionValues)).optional(),
    Principal: z
      .union([
        z.literal('*'),
        z.strictObject({
          AWS: oneOrMany.optional(),
          Service: oneOrMany.optional(),
          CanonicalUser: oneOrMany.optional(),
        }),
      ])
      .optional(),
  })
  .refine((given) => (given.Action === undefined) !== (given.NotAction === undefined), {
    message: 'a statement has either Action or NotAction',
  })
  .refine((given) => given.Resource === undefined || given.NotResource === undefined, {
    message: 'a statement has either Resource or NotResource',
  });
const documentSchema = z.object({
  Statement: z
    .union([statementSchema, z.array(statementSchema)])
    .transform((given) => (Array.isArray(given) ? given : [given])),
});

/**
 * The statements of a policy document. `where` names the template's resource in errors. Throws for a document that is
 * none, for `NotPrincipal`, and for a condition operator or key that is not run locally: an ignored condition would
 * allow what AWS refuses, or the reverse.
 */
export function parsePolicy(document: unknown, where: string): Statement[] {
  const read = documentSchema.safeParse(document);
  if (!read.success) {
    throw new Error(
      `${where}: its policy document is not one that is run locally: ${z.prettifyError(read.error)}`,
    );
  }
  return read.data.Statement.map((given) => {
    const conditions = given.Condition ?? {};
    checkConditions(conditions, where);
    return {
      effect: given.Effect,
      actions: given.Action ?? [],
      notActions: given.NotAction ?? [],
      resources: given.Resource ?? [],
      notResources: given.NotResource ?? [],
      conditions,
      principal: principalOf(given.Principal),
    };
  });
}

function principalOf(given: z.infer<typeof statementSchema>['Principal']): PrincipalClause | undefined {
  if (given === undefined) return undefined;
  if (given === '*') return { everyone: true, aws: [], services: [] };
  const aws = given.AWS ?? [];
  return { everyone: aws.includes('*'), aws, services: given.Service ?? [] };
}
