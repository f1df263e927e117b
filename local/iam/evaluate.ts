import { conditionsHold, type Context } from './conditions.ts';
import { fits } from './pattern.ts';
import type { Statement } from './statement.ts';

export type Decision = 'allow' | 'explicit-deny' | 'implicit-deny';

/**
 * What a set of statements says about one action on one resource: a Deny that applies wins, else an Allow that applies,
 * else nothing has been granted (IAM user guide, "Policy evaluation logic"). Principals are not looked at: the
 * caller passes the statements that are about its principal.
 */
export function evaluate(
  statements: readonly Statement[],
  action: string,
  resource: string,
  context: Context = {},
): Decision {
  let decision: Decision = 'implicit-deny';
  for (const statement of statements) {
    if (!covers(statement, action, resource) || !conditionsHold(statement.conditions, context)) continue;
    if (statement.effect === 'Deny') return 'explicit-deny';
    decision = 'allow';
  }
  return decision;
}

function covers(statement: Statement, action: string, resource: string): boolean {
  const named = (patterns: readonly string[]) =>
    patterns.some((pattern) => fits(pattern, action, { ignoreCase: true }));
  const located = (patterns: readonly string[]) => patterns.some((pattern) => fits(pattern, resource));
  const actionCovered =
    statement.actions.length > 0 ? named(statement.actions) : !named(statement.notActions);
  if (!actionCovered) return false;
  return statement.resources.length > 0 ? located(statement.resources) : !located(statement.notResources);
}
