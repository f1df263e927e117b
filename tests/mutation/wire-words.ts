import type { Tree } from '../infra/template-view.ts';

/** `Deny s3:* on Drop, Drop/* for AWS:*`; what a statement allows is said without `Allow`. */
export function describeStatement(statement: Tree): string {
  const { Effect, Action, Resource, Principal, Condition } = statement;
  const deny = Effect === 'Deny' ? 'Deny ' : '';
  const on = Resource === undefined ? '' : ` on ${[Resource].flat().map(label).join(', ')}`;
  const who = Principal ? ` for ${Object.values(Principal).map(label).join()}` : '';
  const condition = Condition ? ` if ${[...new Set(conditionKeys(Condition))].join(', ')}` : '';
  return `${deny}${[Action].flat().join(', ')}${on}${who}${condition}`;
}

const conditionKeys = (condition: Tree): string[] =>
  Object.values(condition).flatMap((test) => Object.keys(test as object));

/** What a reference, or a text with references in it, stands for. */
export function label(reference: Tree): string {
  if (typeof reference === 'string') return reference;
  if (reference.Ref) return withoutHash(reference.Ref);
  if (reference['Fn::GetAtt']) return withoutHash(reference['Fn::GetAtt'][0]);
  if (reference['Fn::Join']) return reference['Fn::Join'][1].map(label).join('');
  return JSON.stringify(reference);
}

/** CDK's logical ids end in eight digits of a hash. */
export const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');

/** `IngestRoleDefaultPolicy1234ABCD` and `IngestFunction…` are both `Ingest`. */
export const ownerOf = (id: string): string =>
  withoutHash(id).replace(/(Role|Function|Queue|Policy|Default|Topic)+$/, '');
