import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { attributesOf } from './attributes.ts';
import { resolve, resolveObject, type Lookup } from './intrinsics.ts';
import { json, jsonObject, type Json, type JsonObject } from './json.ts';
import type { Place } from './place.ts';

export type Resource = { id: string; ref: string; arn: string; props: JsonObject };

/** A synthesised stack whose names, addresses and references are those of this machine. */
export type Stack = {
  name: string;
  place: Place;
  /** Every resource type that the template declares. */
  types(): string[];
  /** Every resource of a type, its properties resolved; `arn` is empty for a type that has none. */
  all(type: string): Resource[];
  /** What `Fn::GetAtt` gives; throws for an attribute that is not run locally. */
  attribute(id: string, name: string): string;
  resolve(value: Json): Json;
  /** The file or folder that an asset's S3 key stands for. */
  assetPath(s3Key: string): string;
  /** The stack's outputs by name. */
  outputs(): Record<string, string>;
};

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});
const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: jsonObject.default({}), Condition: z.string().optional() }),
  ),
  Parameters: z.record(z.string(), z.object({ Default: json.optional() })).default({}),
  Outputs: z.record(z.string(), z.object({ Value: json })).default({}),
});
const assetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});
type Template = z.infer<typeof templateSchema>;

/**
 * Reads the one stack of a cloud assembly. Throws where the template holds what is not run locally (conditions,
 * unknown intrinsics) as soon as it is asked for.
 */
export function loadStack(assembly: string, place: Place): Stack {
  const { name, templateFile } = findStack(assembly);
  const template = readAs(templateSchema, join(assembly, templateFile));
  const assets = readAs(assetsSchema, join(assembly, `${name}.assets.json`)).files;
  const conditional = Object.entries(template.Resources).find(([, resource]) => resource.Condition);
  if (conditional)
    throw new Error(`the template's ${conditional[0]} has a Condition, which is not run locally`);
  const lookup = makeLookup(name, template, place);
  const local = (value: Json): Json => withoutTls(resolve(value, lookup), place);

  return {
    name,
    place,
    types: () => [...new Set(Object.values(template.Resources).map((resource) => resource.Type))],
    all: (type) =>
      Object.entries(template.Resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, resource]) => ({
          id,
          ref: lookup.known(id)['Ref'] ?? id,
          arn: lookup.known(id)['Arn'] ?? '',
          props: jsonObject.parse(withoutTls(resolveObject(resource.Properties, lookup), place)),
        })),
    attribute: (id, attribute) => lookup.attribute(id, attribute),
    resolve: local,
    assetPath: (s3Key) => {
      const asset = assets[s3Key.replace(/\.\w+$/, '')];
      if (!asset) throw new Error(`${assembly} has no asset ${s3Key}; synthesise the app again`);
      return join(assembly, asset.source.path);
    },
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs).map(([id, output]) => [
          id,
          z.coerce.string().parse(local(output.Value)),
        ]),
      ),
  };
}

function findStack(assembly: string): { name: string; templateFile: string } {
  const { artifacts } = readAs(manifestSchema, join(assembly, 'manifest.json'));
  const stacks = Object.entries(artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [only, ...more] = stacks;
  const templateFile = only?.[1].properties?.templateFile;
  if (!only || !templateFile) throw new Error(`${assembly} holds no stack; synthesise the app again`);
  if (more.length > 0)
    throw new Error(
      `${assembly} holds ${stacks.length} stacks; the local run runs one: ${stacks.map(([id]) => id).join(', ')}`,
    );
  return { name: only[0], templateFile };
}

function makeLookup(stack: string, template: Template, place: Place) {
  const pseudo: Record<string, string> = {
    'AWS::Region': place.region,
    'AWS::AccountId': place.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${place.region}:${place.account}:stack/${stack}/local`,
  };
  const cache = new Map<string, Record<string, string>>();
  const known = (id: string): Record<string, string> => {
    const cached = cache.get(id);
    if (cached) return cached;
    const resource = template.Resources[id];
    if (!resource) throw new Error(`the template refers to ${id}, which it does not declare`);
    const name = `${stack}-${id}`.slice(0, 80);
    // Two resources may refer to each other in their properties, never in what names them.
    cache.set(id, attributesOf(resource.Type, { name, props: {}, place }));
    const attributes = attributesOf(resource.Type, {
      name,
      props: resolveObject(namesOf(resource.Properties), lookup),
      place,
    });
    cache.set(id, attributes);
    return attributes;
  };
  const lookup: Lookup & { known: typeof known } = {
    known,
    ref: (id) => pseudo[id] ?? template.Parameters[id]?.Default ?? known(id)['Ref'] ?? id,
    attribute: (id, attribute) => {
      const value = known(id)[attribute];
      if (value !== undefined) return value;
      throw new Error(
        `the template asks for ${id}.${attribute} (${template.Resources[id]?.Type}), which is not run locally`,
      );
    },
  };
  return lookup;
}

/** The properties that decide a physical name. */
const namesOf = (props: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(props).filter(([key]) => key.endsWith('Name') || key === 'FifoQueue'));

/** The local site has no certificate: an address that the template builds from its domain name is plain http. */
function withoutTls(value: Json, place: Place): Json {
  if (typeof value === 'string') return value.replaceAll(`https://${new URL(place.site).host}`, place.site);
  if (Array.isArray(value)) return value.map((item) => withoutTls(item, place));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutTls(item, place)]));
}

function readAs<Schema extends z.ZodType>(schema: Schema, file: string): z.infer<Schema> {
  const read = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success)
    throw new Error(`${file} is not what a cloud assembly holds: ${z.prettifyError(read.error)}`);
  return read.data;
}
