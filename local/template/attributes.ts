import type { JsonObject } from './json.ts';
import type { Place } from './place.ts';

type Described = { name: string; props: JsonObject; place: Place };
type Attributes = Record<string, string>;

const named = (props: JsonObject, key: string, otherwise: string): string => {
  const given = props[key];
  return typeof given === 'string' ? given : otherwise;
};

/**
 * What `Ref` and `Fn::GetAtt` give for each resource type, as the type's page in the CloudFormation reference says.
 * A type that is not here has a `Ref` (its physical name) and no attribute: asking for one stops the start.
 */
const ATTRIBUTES: Readonly<Record<string, (of: Described) => Attributes>> = {
  'AWS::S3::Bucket': ({ name, props, place }) => {
    const bucket = named(props, 'BucketName', name.toLowerCase().slice(0, 63));
    return {
      Ref: bucket,
      Arn: `arn:aws:s3:::${bucket}`,
      DomainName: `${bucket}.s3.amazonaws.com`,
      RegionalDomainName: `${bucket}.s3.${place.region}.amazonaws.com`,
    };
  },
  'AWS::SQS::Queue': ({ name, props, place }) => {
    const queue = named(props, 'QueueName', props['FifoQueue'] === true ? `${name.slice(0, 75)}.fifo` : name);
    const url = `${place.endpoint}/${place.account}/${queue}`;
    return { Ref: url, Arn: arn(place, 'sqs', queue), QueueName: queue, QueueUrl: url };
  },
  'AWS::DynamoDB::Table': ({ name, props, place }) => {
    const table = named(props, 'TableName', name);
    return { Ref: table, Arn: arn(place, 'dynamodb', `table/${table}`) };
  },
  'AWS::SecretsManager::Secret': ({ name, props, place }) => {
    const secret = arn(place, 'secretsmanager', `secret:${named(props, 'Name', name)}-local1`);
    return { Ref: secret, Id: secret, Arn: secret };
  },
  'AWS::IAM::Role': ({ name, props, place }) => {
    const role = named(props, 'RoleName', name);
    return { Ref: role, Arn: `arn:aws:iam::${place.account}:role/${role}`, RoleId: `AROA${role}` };
  },
  'AWS::IAM::ManagedPolicy': ({ name, props, place }) => ({
    Ref: `arn:aws:iam::${place.account}:policy/${named(props, 'ManagedPolicyName', name)}`,
  }),
  'AWS::Lambda::Function': ({ name, props, place }) => {
    const fn = named(props, 'FunctionName', name);
    return { Ref: fn, Arn: arn(place, 'lambda', `function:${fn}`) };
  },
  'AWS::Events::EventBus': ({ name, props, place }) => {
    const bus = named(props, 'Name', name);
    return { Ref: bus, Name: bus, Arn: arn(place, 'events', `event-bus/${bus}`) };
  },
  'AWS::Events::Rule': ({ name, props, place }) => {
    const rule = named(props, 'Name', name);
    return { Ref: rule, Arn: arn(place, 'events', `rule/${rule}`) };
  },
  'AWS::Scheduler::Schedule': ({ name, props, place }) => {
    const schedule = named(props, 'Name', name);
    const group = named(props, 'GroupName', 'default');
    return { Ref: schedule, Arn: arn(place, 'scheduler', `schedule/${group}/${schedule}`) };
  },
  'AWS::ApiGatewayV2::Api': ({ name, place }) => ({
    Ref: name,
    ApiId: name,
    ApiEndpoint: `https://${name}.execute-api.${place.region}.amazonaws.com`,
  }),
  'AWS::CloudFront::Distribution': ({ name, place }) => ({
    Ref: name,
    Id: name,
    DomainName: new URL(place.site).host,
  }),
  'AWS::CloudFront::Function': ({ name, props, place }) => {
    const fn = `arn:aws:cloudfront::${place.account}:function/${named(props, 'Name', name)}`;
    return { Ref: fn, Arn: fn, FunctionARN: fn, Stage: 'LIVE' };
  },
  'AWS::CloudFront::OriginAccessControl': ({ name }) => ({ Ref: name, Id: name }),
  'AWS::CloudFront::CachePolicy': ({ name }) => ({ Ref: name, Id: name }),
  'AWS::CloudFront::OriginRequestPolicy': ({ name }) => ({ Ref: name, Id: name }),
  'AWS::CloudFront::ResponseHeadersPolicy': ({ name }) => ({ Ref: name, Id: name }),
  'AWS::Logs::LogGroup': ({ name, props, place }) => {
    const group = named(props, 'LogGroupName', name);
    return { Ref: group, Arn: arn(place, 'logs', `log-group:${group}:*`) };
  },
  'AWS::SNS::Topic': ({ name, props, place }) => {
    const topic = arn(place, 'sns', named(props, 'TopicName', name));
    return { Ref: topic, TopicArn: topic, TopicName: named(props, 'TopicName', name) };
  },
  'AWS::KMS::Key': ({ name, place }) => ({ Ref: name, KeyId: name, Arn: arn(place, 'kms', `key/${name}`) }),
  'AWS::CloudWatch::Alarm': ({ name, props, place }) => {
    const alarm = named(props, 'AlarmName', name);
    return { Ref: alarm, Arn: arn(place, 'cloudwatch', `alarm:${alarm}`) };
  },
};

/** The attributes of one resource by its type and physical name; `Ref` is among them. */
export function attributesOf(type: string, described: Described): Attributes {
  return ATTRIBUTES[type]?.(described) ?? { Ref: described.name };
}

function arn(place: Place, service: string, rest: string): string {
  return `arn:aws:${service}:${place.region}:${place.account}:${rest}`;
}
