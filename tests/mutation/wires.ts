import type { Tree } from '../infra/template-view.ts';
import type { Template } from './template.ts';
import { describeStatement, label, ownerOf, withoutHash } from './wire-words.ts';

type Path = readonly (string | number)[];

/** Something in a template that connects two things, or lets one act on another. */
export type Wire = {
  kind: WireKind;
  /** Whose it is. */
  owner: string;
  /** What it connects or allows; no two wires of one kind and owner have the same. */
  name: string;
  /** Where it stands in the template. */
  path: Path;
};
type Found = Omit<Wire, 'kind'>;
type Resource = { id: string; props: Record<string, Tree> };

/** Each kind of wire: the resource type that carries it, and how it is found there. */
const KINDS = {
  'event source': ['AWS::Lambda::EventSourceMapping', eventSource],
  notification: ['AWS::S3::Bucket', notifications],
  redrive: ['AWS::SQS::Queue', redrive],
  schedule: ['AWS::Events::Rule', schedules],
  permission: ['AWS::Lambda::Permission', permission],
  route: ['AWS::ApiGatewayV2::Route', route],
  trust: ['AWS::IAM::Role', statementsOf('AssumeRolePolicyDocument')],
  statement: ['AWS::IAM::Policy', statementsOf('PolicyDocument')],
  action: ['AWS::IAM::Policy', partsOf('Action')],
  resource: ['AWS::IAM::Policy', partsOf('Resource')],
  'queue policy': ['AWS::SQS::QueuePolicy', statementsOf('PolicyDocument')],
  'bucket policy': ['AWS::S3::BucketPolicy', statementsOf('PolicyDocument')],
  'topic policy': ['AWS::SNS::TopicPolicy', statementsOf('PolicyDocument')],
  alarm: ['AWS::CloudWatch::Alarm', alarmActions],
  behaviour: ['AWS::CloudFront::Distribution', behaviours],
  'edge function': ['AWS::CloudFront::Distribution', edgeFunctions],
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

/** `statement: Ingest: sqs:SendMessage on UploadsQueue`, of one wire of a template only. */
export const titleOf = ({ kind, owner, name }: Omit<Wire, 'path'>): string => `${kind}: ${owner}: ${name}`;

function eventSource({ id, props }: Resource): Found[] {
  const owner = ownerOf(label(props['FunctionName']));
  return [{ owner, name: label(props['EventSourceArn']), path: ['Resources', id] }];
}

function notifications({ id, props }: Resource): Found[] {
  const configured: Tree[] = props['NotificationConfiguration']?.QueueConfigurations ?? [];
  return configured.map(({ Event, Filter, Queue }, index) => ({
    owner: withoutHash(id),
    name: `${Event} below ${Filter.S3Key.Rules[0].Value} to ${label(Queue)}`,
    path: ['Resources', id, 'Properties', 'NotificationConfiguration', 'QueueConfigurations', index],
  }));
}

function redrive({ id, props }: Resource): Found[] {
  if (!props['RedrivePolicy']) return [];
  const name = `to ${label(props['RedrivePolicy'].deadLetterTargetArn)}`;
  return [{ owner: withoutHash(id), name, path: ['Resources', id, 'Properties', 'RedrivePolicy'] }];
}

function schedules({ id, props }: Resource): Found[] {
  const targets: Tree[] = props['Targets'];
  return targets.map(({ Arn }, index) => ({
    owner: withoutHash(id),
    name: `${props['ScheduleExpression']} to ${label(Arn)}`,
    path: ['Resources', id, 'Properties', 'Targets', index],
  }));
}

function permission({ id, props }: Resource): Found[] {
  const owner = ownerOf(label(props['FunctionName']));
  // An API's permission is for one route, at the end of its ARN.
  const at = /\/\*\/\*(\/[^"]+)"/.exec(JSON.stringify(props['SourceArn'] ?? ''))?.[1];
  const name = `lambda:InvokeFunction for ${props['Principal']}${at === undefined ? '' : ` at ${at}`}`;
  return [{ owner, name, path: ['Resources', id] }];
}

function route({ id, props }: Resource): Found[] {
  return [{ owner: label(props['ApiId']), name: props['RouteKey'], path: ['Resources', id] }];
}

function statementsOf(document: string): (resource: Resource) => Found[] {
  return ({ id, props }) => {
    const statements: Tree[] = props[document].Statement;
    return statements.map((statement, index) => ({
      owner: ownerOf(id),
      name: describeStatement(statement),
      path: ['Resources', id, 'Properties', document, 'Statement', index],
    }));
  };
}

/** One action, or one resource, of a statement that has several. */
function partsOf(part: 'Action' | 'Resource'): (resource: Resource) => Found[] {
  return ({ id, props }) => {
    const statements: Tree[] = props['PolicyDocument'].Statement;
    return statements.flatMap((statement, index) => {
      const several: Tree = statement[part];
      if (!Array.isArray(several) || several.length < 2) return [];
      return several.map((each, which) => ({
        owner: ownerOf(id),
        name: describeStatement({ ...statement, [part]: each }),
        path: ['Resources', id, 'Properties', 'PolicyDocument', 'Statement', index, part, which],
      }));
    });
  };
}

function alarmActions({ id, props }: Resource): Found[] {
  const actions: Tree[] = props['AlarmActions'] ?? [];
  return actions.map((action, index) => ({
    owner: label(action),
    name: withoutHash(id),
    path: ['Resources', id, 'Properties', 'AlarmActions', index],
  }));
}

function behaviours({ id, props }: Resource): Found[] {
  const behind: Tree[] = props['DistributionConfig'].CacheBehaviors ?? [];
  return behind.map(({ PathPattern }, index) => ({
    owner: withoutHash(id),
    name: PathPattern,
    path: ['Resources', id, 'Properties', 'DistributionConfig', 'CacheBehaviors', index],
  }));
}

function edgeFunctions({ id, props }: Resource): Found[] {
  const { DefaultCacheBehavior, CacheBehaviors = [] } = props['DistributionConfig'];
  const config: Path = ['Resources', id, 'Properties', 'DistributionConfig'];
  const all: { behaviour: Tree; path: Path }[] = [
    {
      behaviour: { ...DefaultCacheBehavior, PathPattern: 'default' },
      path: [...config, 'DefaultCacheBehavior'],
    },
    ...CacheBehaviors.map((behaviour: Tree, index: number) => ({
      behaviour,
      path: [...config, 'CacheBehaviors', index],
    })),
  ];
  return all.flatMap(({ behaviour, path }) =>
    (behaviour.FunctionAssociations ?? []).map(({ EventType }: Tree, index: number) => ({
      owner: withoutHash(id),
      name: `${EventType} of ${behaviour.PathPattern}`,
      path: [...path, 'FunctionAssociations', index],
    })),
  );
}

function errorPages({ id, props }: Resource): Found[] {
  const pages: Tree[] = props['DistributionConfig'].CustomErrorResponses ?? [];
  return pages.flatMap(({ ErrorCode, ResponsePagePath }, index) => {
    const path = ['Resources', id, 'Properties', 'DistributionConfig', 'CustomErrorResponses', index];
    const name = `${ErrorCode} to ${ResponsePagePath}`;
    return ResponsePagePath === undefined ? [] : [{ owner: withoutHash(id), name, path }];
  });
}

function variables({ id, props }: Resource): Found[] {
  return Object.keys(props['Environment']?.Variables ?? {}).map((name) => ({
    owner: ownerOf(id),
    name,
    path: ['Resources', id, 'Properties', 'Environment', 'Variables', name],
  }));
}
