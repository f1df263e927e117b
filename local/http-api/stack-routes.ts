import * as z from 'zod';
import { readAll } from '../template/read-all.ts';
import type { Stack } from '../template/stack.ts';

/** A route of an HTTP API and the function that answers it. */
export type Route = { apiId: string; key: string; functionArn: string };

const apiSchema = z.strictObject({
  Description: z.string().optional(),
  DisableExecuteApiEndpoint: z.boolean().optional(),
  Name: z.string(),
  ProtocolType: z.literal('HTTP'),
  Tags: z.unknown().optional(),
});
const stageSchema = z.strictObject({
  AccessLogSettings: z.unknown().optional(),
  ApiId: z.string(),
  AutoDeploy: z.literal(true),
  DefaultRouteSettings: z.unknown().optional(),
  Description: z.string().optional(),
  StageName: z.literal('$default'),
  Tags: z.unknown().optional(),
});
const integrationSchema = z.strictObject({
  ApiId: z.string(),
  Description: z.string().optional(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().optional(),
});
const routeSchema = z.strictObject({
  ApiId: z.string(),
  AuthorizationType: z.literal('NONE').optional(),
  OperationName: z.string().optional(),
  RouteKey: z.string(),
  Target: z.string(),
});

/** The routes of every HTTP API. Only the `$default` stage and Lambda integrations of payload format 2.0 are run locally. */
export function stackRoutes(stack: Stack): Route[] {
  readAll(stack, 'AWS::ApiGatewayV2::Api', apiSchema);
  readAll(stack, 'AWS::ApiGatewayV2::Stage', stageSchema);
  const integrations = readAll(stack, 'AWS::ApiGatewayV2::Integration', integrationSchema);
  return readAll(stack, 'AWS::ApiGatewayV2::Route', routeSchema).map(({ id, props }) => {
    const integration = integrations.find(({ ref }) => props.Target === `integrations/${ref}`);
    if (!integration) throw new Error(`${id}: its target ${props.Target} is not in the template`);
    return { apiId: props.ApiId, key: props.RouteKey, functionArn: integration.props.IntegrationUri };
  });
}
