import type { Tree } from '../infra/template-view.ts';
import type { Template } from './template.ts';
import type { Wire } from './wires.ts';

/** The template with one wire taken out; the given one stays as it is. */
export function without(template: Template, { path }: Pick<Wire, 'path'>): Template {
  const copy = structuredClone(template);
  const parent = path.slice(0, -1).reduce((tree: Tree, step) => tree[step], copy);
  const last = path.at(-1)!;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  if (path.length === 2) forgetDependencies(copy, String(last));
  return copy;
}

function forgetDependencies(template: Template, removed: string): void {
  for (const resource of Object.values(template.Resources)) {
    const on = resource['DependsOn'];
    if (Array.isArray(on)) resource['DependsOn'] = on.filter((id) => id !== removed);
    else if (on === removed) delete resource['DependsOn'];
  }
}
