import { parsePolicy, type Statement } from './statement.ts';

const AWS_MANAGED = 'arn:aws:iam::aws:policy/';
/** What each of AWS's own policies grants on services that are run locally; logs, traces and metrics are not checked. */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
  ],
  AWSXRayDaemonWriteAccess: [],
  CloudWatchLambdaInsightsExecutionRolePolicy: [],
  CloudWatchLambdaApplicationSignalsExecutionRolePolicy: [],
};

/** The statements of one of AWS's managed policies; throws for one whose content is not known here. */
export function managedPolicy(arn: string, where: string): Statement[] {
  const actions = GRANTS[arn.replace(AWS_MANAGED, '')];
  if (!actions) throw new Error(`${where}: the managed policy ${arn} is not run locally`);
  if (actions.length === 0) return [];
  return parsePolicy({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }, where);
}
