import { isJsonObject, type Json, type JsonObject } from './json.ts';

export type Lookup = {
  ref(name: string): Json;
  attribute(id: string, name: string): string;
};
type Intrinsic = (argument: Json, lookup: Lookup) => Json;

/** The intrinsic functions that are run; every other one stops the start. */
const INTRINSICS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, lookup) => lookup.ref(text('Ref', argument)),
  'Fn::GetAtt': (argument, lookup) => {
    const [id, ...rest] = Array.isArray(argument)
      ? argument.map((part) => text('Fn::GetAtt', resolve(part, lookup)))
      : text('Fn::GetAtt', argument).split('.');
    return lookup.attribute(id ?? '', rest.join('.'));
  },
  'Fn::Join': (argument, lookup) => {
    const [separator, parts] = pair('Fn::Join', argument);
    const joined = list('Fn::Join', resolve(parts, lookup)).map((part) => text('Fn::Join', part));
    return joined.join(text('Fn::Join', separator));
  },
  'Fn::Select': (argument, lookup) => {
    const [index, from] = pair('Fn::Select', argument);
    const chosen = list('Fn::Select', resolve(from, lookup))[Number(resolve(index, lookup))];
    if (chosen === undefined)
      throw new Error(`the template's Fn::Select asks for an element that is not there`);
    return chosen;
  },
  'Fn::Split': (argument, lookup) => {
    const [separator, whole] = pair('Fn::Split', argument);
    return text('Fn::Split', resolve(whole, lookup)).split(text('Fn::Split', separator));
  },
  'Fn::Sub': (argument, lookup) => {
    const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}];
    return substitute(text('Fn::Sub', pattern), isJsonObject(variables) ? variables : {}, lookup);
  },
};

/**
 * Resolves every intrinsic function in a template value. Throws for one that is not run locally, so that nothing is
 * ever passed through unresolved.
 */
export function resolve(value: Json, lookup: Lookup): Json {
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookup));
  if (!isJsonObject(value)) return value;
  const [first, ...more] = Object.entries(value);
  if (first && more.length === 0 && (first[0] === 'Ref' || first[0].startsWith('Fn::'))) {
    const run = INTRINSICS[first[0]];
    if (!run) throw new Error(`the template uses ${first[0]}, which is not run locally`);
    return run(first[1], lookup);
  }
  return resolveObject(value, lookup);
}

/** Resolves the members of an object; a member whose value is `AWS::NoValue` is left out. */
export function resolveObject(object: JsonObject, lookup: Lookup): JsonObject {
  const members = Object.entries(object).filter(([, value]) => !isNoValue(value));
  return Object.fromEntries(members.map(([key, value]) => [key, resolve(value, lookup)]));
}

const isNoValue = (value: Json): boolean => isJsonObject(value) && value['Ref'] === 'AWS::NoValue';

function substitute(pattern: string, variables: JsonObject, lookup: Lookup): string {
  return pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    const own = variables[name];
    if (own !== undefined) return text('Fn::Sub', resolve(own, lookup));
    const [id, ...attribute] = name.split('.');
    return attribute.length > 0
      ? lookup.attribute(id ?? '', attribute.join('.'))
      : text('Fn::Sub', lookup.ref(name));
  });
}

function text(intrinsic: string, value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`the template's ${intrinsic} has ${JSON.stringify(value)} where it needs a text`);
}

function list(intrinsic: string, value: Json | undefined): Json[] {
  if (Array.isArray(value)) return value;
  throw new Error(`the template's ${intrinsic} has ${JSON.stringify(value)} where it needs a list`);
}

function pair(intrinsic: string, value: Json): [Json, Json] {
  const [first, second, ...more] = list(intrinsic, value);
  if (first === undefined || second === undefined || more.length > 0)
    throw new Error(`the template's ${intrinsic} needs two arguments`);
  return [first, second];
}
