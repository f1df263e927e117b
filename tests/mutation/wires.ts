import * as z from 'zod';

const treeSchema = z.any();
type Tree = z.infer<typeof treeSchema>;
export const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), treeSchema).optional() }),
  ),
});
export type Template = z.infer<typeof templateSchema>;
type Path = readonly (string | number)[];

/** Something in a template that connects two things, or lets one act on another. */
export type Wire = {
  kind: WireKind;
  /** What it connects, in words; no two wires of a template have the same. */
  name: string;
  /** The resource that it belongs to, without CDK's hash. */
  owner: string;
  /** Where it stands in the template. */
  path: Path;
};
type Found = Omit<Wire, 'kind'>;
type Resource = { id: string; props: Record<string, Tree> };

/** Each kind of wire: the resource type that carries it, and how it is found there. */
const KINDS = {
  'event source': [
    'AWS::Lambda::EventSourceMapping',
    whole((props) => `${label(props['EventSourceArn'])} to ${label(props['FunctionName'])}`),
  ],
  notification: ['AWS::S3::Bucket', notifications],
  redrive: ['AWS::SQS::Queue', redrives],
  schedule: [
    'AWS::Events::Rule',
    whole((props) => `${props['ScheduleExpression']} to ${labels(props['Targets'])}`),
  ],
  permission: [
    'AWS::Lambda::Permission',
    whole((props) => `${props['Principal']} to ${label(props['FunctionName'])}${pathIn(props['SourceArn'])}`),
  ],
  route: ['AWS::ApiGatewayV2::Route', whole((props) => props['RouteKey'])],
  statement: ['AWS::IAM::Policy', statements],
  action: ['AWS::IAM::Policy', partsOf('Action')],
  resource: ['AWS::IAM::Policy', partsOf('Resource')],
  'queue policy': ['AWS::SQS::QueuePolicy', statements],
  'bucket policy': ['AWS::S3::BucketPolicy', statements],
  'edge function': ['AWS::CloudFront::Distribution', associations],
  'error page': ['AWS::CloudFront::Distribution', errorPages],
  variable: ['AWS::Lambda::Function', variables],
} as const satisfies Record<string, readonly [string, (resource: Resource) => Found[]]>;
export type WireKind = keyof typeof KINDS;
export const WIRE_KINDS = Object.keys(KINDS) as WireKind[];

/** Every wire of a template, kind by kind, in the template's order. */
export function wiresOf(template: Template): Wire[] {
  return WIRE_KINDS.flatMap((kind) => {
    const [type, find] = KINDS[kind];
    return Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .flatMap(([id, resource]) => find({ id, props: resource.Properties ?? {} }))
      .map((found) => ({ kind, ...found }));
  });
}

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

/** The path that an API may call for, where a permission names one. */
function pathIn(sourceArn: Tree): string {
  const path = /\/\*\/\*(\/[^"]+)"/.exec(JSON.stringify(sourceArn ?? ''))?.[1];
  return path === undefined ? '' : ` for ${path}`;
}

function whole(name: (props: Record<string, Tree>) => string): (resource: Resource) => Found[] {
  return ({ id, props }) => [{ name: name(props), owner: withoutHash(id), path: ['Resources', id] }];
}

function notifications({ id, props }: Resource): Found[] {
  const configured: Tree[] = props['NotificationConfiguration']?.QueueConfigurations ?? [];
  return configured.map(({ Event, Filter, Queue }, index) => ({
    name: `${Event} below ${Filter.S3Key.Rules[0].Value} to ${label(Queue)}`,
    owner: withoutHash(id),
    path: ['Resources', id, 'Properties', 'NotificationConfiguration', 'QueueConfigurations', index],
  }));
}

function redrives({ id, props }: Resource): Found[] {
  if (!props['RedrivePolicy']) return [];
  const name = `${withoutHash(id)} to ${label(props['RedrivePolicy'].deadLetterTargetArn)}`;
  return [{ name, owner: withoutHash(id), path: ['Resources', id, 'Properties', 'RedrivePolicy'] }];
}

function statements({ id, props }: Resource): Found[] {
  return documentOf(props).map((statement, index) => ({
    name: `${ownerOf(id)} ${describe(statement)}`,
    owner: ownerOf(id),
    path: ['Resources', id, 'Properties', 'PolicyDocument', 'Statement', index],
  }));
}

/** One action, or one resource, of a statement that has several. */
function partsOf(part: 'Action' | 'Resource'): (resource: Resource) => Found[] {
  return ({ id, props }) =>
    documentOf(props).flatMap((statement, index) => {
      const several: Tree = statement[part];
      if (!Array.isArray(several) || several.length < 2) return [];
      return several.map((each, which) => ({
        name: `${ownerOf(id)} ${part === 'Action' ? each : label(each)} in: ${describe(statement)}`,
        owner: ownerOf(id),
        path: ['Resources', id, 'Properties', 'PolicyDocument', 'Statement', index, part, which],
      }));
    });
}

function associations({ id, props }: Resource): Found[] {
  const { DefaultCacheBehavior, CacheBehaviors = [] } = props['DistributionConfig'];
  const config: Path = ['Resources', id, 'Properties', 'DistributionConfig'];
  const behaviours: { pattern: string; behaviour: Tree; path: Path }[] = [
    { pattern: 'default', behaviour: DefaultCacheBehavior, path: [...config, 'DefaultCacheBehavior'] },
    ...CacheBehaviors.map((behaviour: Tree, index: number) => ({
      pattern: behaviour.PathPattern,
      behaviour,
      path: [...config, 'CacheBehaviors', index],
    })),
  ];
  return behaviours.flatMap(({ pattern, behaviour, path }) =>
    (behaviour.FunctionAssociations ?? []).map(({ EventType }: Tree, index: number) => ({
      name: `${EventType} of ${pattern}`,
      owner: withoutHash(id),
      path: [...path, 'FunctionAssociations', index],
    })),
  );
}

function errorPages({ id, props }: Resource): Found[] {
  const pages: Tree[] = props['DistributionConfig'].CustomErrorResponses ?? [];
  return pages.flatMap(({ ErrorCode, ResponsePagePath }, index) =>
    ResponsePagePath === undefined
      ? []
      : [
          {
            name: `${ErrorCode} to ${ResponsePagePath}`,
            owner: withoutHash(id),
            path: ['Resources', id, 'Properties', 'DistributionConfig', 'CustomErrorResponses', index],
          },
        ],
  );
}

function variables({ id, props }: Resource): Found[] {
  return Object.keys(props['Environment']?.Variables ?? {}).map((key) => ({
    name: `${ownerOf(id)} ${key}`,
    owner: ownerOf(id),
    path: ['Resources', id, 'Properties', 'Environment', 'Variables', key],
  }));
}

const documentOf = (props: Record<string, Tree>): Tree[] => props['PolicyDocument'].Statement;

/** `Deny s3:* on Drop, Drop/* for AWS:*` */
function describe({ Effect, Action, Resource, Principal, Condition }: Tree): string {
  const condition = Condition ? ` if ${[...new Set(conditionKeys(Condition))].join(', ')}` : '';
  const who = Principal ? ` for ${Object.values(Principal).join()}` : '';
  return `${Effect} ${[Action].flat().join(', ')} on ${[Resource].flat().map(label).join(', ')}${who}${condition}`;
}

const conditionKeys = (condition: Tree): string[] =>
  Object.values(condition).flatMap((test) => Object.keys(test as object));

/** What a reference, or a text with references in it, stands for. */
function label(reference: Tree): string {
  if (typeof reference === 'string') return reference;
  if (reference.Ref) return withoutHash(reference.Ref);
  if (reference['Fn::GetAtt']) return withoutHash(reference['Fn::GetAtt'][0]);
  if (reference['Fn::Join']) return reference['Fn::Join'][1].map(label).join('');
  return JSON.stringify(reference);
}

const labels = (targets: Tree[]): string => targets.map(({ Arn }) => label(Arn)).join(', ');
const withoutHash = (id: string): string => id.replace(/[0-9A-F]{8}$/, '');
/** `IngestRoleDefaultPolicy1234ABCD` and `IngestFunction…` are both `Ingest`. */
const ownerOf = (id: string): string => withoutHash(id).replace(/(Role|Function|Queue|Policy|Default)+$/, '');
