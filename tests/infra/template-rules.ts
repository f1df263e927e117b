import { isDeepStrictEqual } from 'node:util';
import type { Resource, TemplateView, Tree } from './template-view.ts';

/** A rule over a whole template: it gives what breaks it, in words. */
export type TemplateRule = { name: string; broken: (template: TemplateView) => string[] };

const PLAIN = { Bool: { 'aws:SecureTransport': 'false' } };
const OLD_TLS = { NumericLessThan: { 's3:TlsVersion': 1.2 } };
const LOGS_AND_TRACES = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
];
/** Without them Lambda refuses to make the event source mapping. */
const POLL = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const EDGE = ['viewer-request', 'viewer-response'];

/**
 * What a run on one machine cannot show: services that exist on AWS only (CloudWatch, X-Ray, SNS, STS), connections
 * without TLS, hosts of newsrooms at the edge. Everything else about wires is shown by running the stack.
 */
export const TEMPLATE_RULES: readonly TemplateRule[] = [
  { name: 'every queue refuses plain connections', broken: openQueues },
  { name: 'every bucket refuses plain connections and TLS below 1.2', broken: openBuckets },
  { name: 'every function has a role that Lambda may assume', broken: rolesNotAssumed },
  { name: 'every function may write logs and traces', broken: unseenFunctions },
  { name: 'every event source may be polled, or Lambda refuses it', broken: unpolledSources },
  { name: 'every alarm tells the topic', broken: silentAlarms },
  { name: 'alarms may publish to the topic, over TLS only', broken: closedTopics },
  { name: 'every behaviour of the public bucket runs both edge functions', broken: bareBehaviours },
];

function openQueues(view: TemplateView): string[] {
  return view
    .ofType('AWS::SQS::Queue')
    .filter((queue) => !denies(policiesAbout(view, 'AWS::SQS::QueuePolicy', queue), PLAIN))
    .map(idOf);
}

function openBuckets(view: TemplateView): string[] {
  return view
    .ofType('AWS::S3::Bucket')
    .filter((bucket) => {
      const policies = policiesAbout(view, 'AWS::S3::BucketPolicy', bucket);
      return !denies(policies, PLAIN) || !denies(policies, OLD_TLS);
    })
    .map(idOf);
}

function rolesNotAssumed(view: TemplateView): string[] {
  const trusted = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'lambda.amazonaws.com' },
  };
  return functions(view)
    .filter(({ role }) => {
      const trust: Tree[] = role.Properties['AssumeRolePolicyDocument'].Statement;
      return !trust.some((statement) => isDeepStrictEqual(statement, trusted));
    })
    .map(({ fn }) => fn.id);
}

function unseenFunctions(view: TemplateView): string[] {
  return functions(view)
    .filter(({ held }) => !LOGS_AND_TRACES.every((action) => actions(held).includes(action)))
    .map(({ fn }) => fn.id);
}

function unpolledSources(view: TemplateView): string[] {
  return view
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ Properties }) => {
      const { held } = functions(view).find(({ fn }) => fn === view.target(Properties['FunctionName']))!;
      const about = held.filter(({ Resource }) => isDeepStrictEqual(Resource, Properties['EventSourceArn']));
      return !POLL.every((action) => actions(about).includes(action));
    })
    .map(idOf);
}

function silentAlarms(view: TemplateView): string[] {
  const [topic] = view.ofType('AWS::SNS::Topic');
  return view
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ Properties }) => {
      const told: unknown[] = Properties['AlarmActions'] ?? [];
      return topic === undefined || !told.some((each) => view.target(each) === topic);
    })
    .map(idOf);
}

function closedTopics(view: TemplateView): string[] {
  const fromAlarms = { Service: 'cloudwatch.amazonaws.com' };
  return view
    .ofType('AWS::SNS::Topic')
    .filter((topic) => {
      const policy = policiesAbout(view, 'AWS::SNS::TopicPolicy', topic);
      const publishes = policy.some(
        ({ Effect, Action, Principal }) =>
          Effect === 'Allow' && Action === 'sns:Publish' && isDeepStrictEqual(Principal, fromAlarms),
      );
      return !publishes || !denies(policy, PLAIN);
    })
    .map(idOf);
}

function bareBehaviours(view: TemplateView): string[] {
  return view.ofType('AWS::CloudFront::Distribution').flatMap(({ Properties }) => {
    const { Origins, DefaultCacheBehavior, CacheBehaviors } = Properties['DistributionConfig'];
    const behaviours: Tree[] = [{ ...DefaultCacheBehavior, PathPattern: '*' }, ...(CacheBehaviors ?? [])];
    const buckets = Origins.filter((origin: Tree) => origin.S3OriginConfig).map(({ Id }: Tree) => Id);
    return behaviours
      .filter(({ TargetOriginId }) => buckets.includes(TargetOriginId))
      .filter(({ FunctionAssociations }) => {
        const run: Tree[] = FunctionAssociations ?? [];
        return !isDeepStrictEqual(
          run.map(({ EventType }) => EventType),
          EDGE,
        );
      })
      .map(({ PathPattern }) => PathPattern);
  });
}

/** Each function with its role and what that may. */
function functions(view: TemplateView): { fn: Resource; role: Resource; held: Tree[] }[] {
  return view.ofType('AWS::Lambda::Function').map((fn) => {
    const role = view.target(fn.Properties['Role']);
    const held = view
      .ofType('AWS::IAM::Policy')
      .filter(({ Properties }) => Properties['Roles'].some((each: unknown) => view.target(each) === role))
      .flatMap(statements);
    return { fn, role, held };
  });
}

/** The statements of the resource policies that name a queue, a bucket or a topic. */
function policiesAbout(view: TemplateView, type: string, resource: Resource): Tree[] {
  return view
    .ofType(type)
    .filter(({ Properties }) =>
      [Properties['Queues'] ?? Properties['Topics'] ?? Properties['Bucket']]
        .flat()
        .some((each) => view.target(each) === resource),
    )
    .flatMap(statements);
}

const idOf = ({ id }: Resource): string => id;
const statements = ({ Properties }: Resource): Tree[] => Properties['PolicyDocument'].Statement;
const actions = (held: readonly Tree[]): string[] =>
  held.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
const denies = (policy: readonly Tree[], condition: object): boolean =>
  policy.some(({ Effect, Condition }) => Effect === 'Deny' && isDeepStrictEqual(Condition, condition));
