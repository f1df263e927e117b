import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Every path that the API answers; the distribution passes the same ones on. */
export const API_PATHS = [
  { edge: '/api/*', route: '/api/{proxy+}' },
  { edge: '/console*', route: '/console' },
  { edge: '/console*', route: '/console/{proxy+}' },
  { edge: '/.well-known/webhook-keys.json', route: '/.well-known/webhook-keys.json' },
  { edge: '/websub', route: '/websub' },
] as const;
/** A ceiling on what an attack can cost, far above what operators and partners need. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };
/** What the access log keeps of a request: no address, no token, no query. */
const LOGGED = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
};

/** The HTTP API in front of one function, which authenticates each request itself. Gives the API's host. */
export function makeHttpApi(scope: Construct, id: string, handler: IFunction): { domainName: string } {
  const api = new HttpApi(scope, id, { createDefaultStage: false });
  const integration = new HttpLambdaIntegration('Handler', handler);
  for (const { route } of API_PATHS) api.addRoutes({ path: route, methods: [HttpMethod.ANY], integration });
  const accessLog = new LogGroup(api, 'AccessLog', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  api.addStage('Stage', {
    stageName: '$default',
    autoDeploy: true,
    throttle: THROTTLE,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog),
      format: AccessLogFormat.custom(JSON.stringify(LOGGED)),
    },
  });
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason:
      'The function authenticates every request by its bearer token, whose SHA-256 it looks up: one place, which also knows ' +
      'roles and is the same on one machine. An authorizer would be a second function for the same look-up.',
  });
  const { region, urlSuffix } = Stack.of(scope);
  return { domainName: `${api.apiId}.execute-api.${region}.${urlSuffix}` };
}
