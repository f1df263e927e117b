import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { buildStack } from './synthesised.ts';

const KEY = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
const findings = (app: App): string[] =>
  [new AwsSolutionsChecks(app), new ServerlessChecks(app)]
    .flatMap((pack) => pack.validateScope(app).violations)
    .map(({ ruleName, violatingResources }) => `${ruleName} ${violatingResources[0]?.constructPath}`);
const acknowledged = (app: App): { rule: string; reason: string; forget: () => void }[] =>
  app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === KEY)
      .flatMap(({ data }) =>
        Object.entries(data as Record<string, string>).map(([rule, reason]) => ({
          rule,
          reason,
          forget: () => Reflect.deleteProperty(data as object, rule),
        })),
      ),
  );

it('has no finding of AwsSolutions or Serverless that is not explained', () => {
  expect(findings(buildStack().app)).toEqual([]);
});

it('explains each in a sentence, and none that is not found', () => {
  const { app } = buildStack();
  const notes = acknowledged(app);
  expect(notes.length).toBeGreaterThan(10);
  expect(notes.filter(({ reason }) => reason.length < 20)).toEqual([]);
  for (const { forget } of notes) forget();
  const found = new Set(findings(app).map((finding) => finding.replace(/ .*/, '')));
  expect(notes.filter(({ rule }) => !found.has(rule.replace(/^annotation::/i, '')))).toEqual([]);
});

it('would find an open bucket, a star in a policy and a queue without dead letters', () => {
  const { app, stack } = buildStack();
  expect(new CfnBucket(stack, 'Open')).toBeDefined();
  new Role(stack, 'Star', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).addToPolicy(
    new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }),
  );
  expect(new CfnQueue(stack, 'Loose')).toBeDefined();
  const rules = findings(app).join('\n');
  expect(rules).toContain('AwsSolutions-S10 Presswire/Open');
  expect(rules).toContain('AwsSolutions-IAM5[Action::s3:*] Presswire/Star');
  expect(rules).toContain('Serverless-SQSRedrivePolicy Presswire/Loose');
});
