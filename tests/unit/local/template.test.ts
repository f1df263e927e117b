import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkResourceTypes } from '../../../local/template/resource-types.ts';
import { readAll } from '../../../local/template/read-all.ts';
import { loadStack } from '../../../local/template/stack.ts';
import * as z from 'zod';

const place = {
  account: '000000000000',
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4566',
  site: 'http://127.0.0.1:8080',
};

const RESOURCES = {
  Drop: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'drop-${AWS::AccountId}' } } },
  Work: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
  Cdn: { Type: 'AWS::CloudFront::Distribution' },
};

function stackOf(template: object) {
  const assembly = mkdtempSync(join(tmpdir(), 'assembly-'));
  const manifest = {
    artifacts: { Small: { type: 'aws:cloudformation:stack', properties: { templateFile: 't.json' } } },
  };
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(
    join(assembly, 'Small.assets.json'),
    JSON.stringify({ files: { abc: { source: { path: 'asset.abc' } } } }),
  );
  writeFileSync(join(assembly, 't.json'), JSON.stringify({ Resources: RESOURCES, ...template }));
  return { assembly, stack: loadStack(assembly, place) };
}

describe('the intrinsics of a template', () => {
  it.each([
    ['a literal', { a: [1, true, null] }, { a: [1, true, null] }],
    ['Ref to a named bucket', { Ref: 'Drop' }, 'drop-000000000000'],
    ['Ref to a FIFO queue', { Ref: 'Work' }, 'http://127.0.0.1:4566/000000000000/Small-Work.fifo'],
    ['Ref to a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Ref to a parameter', { Ref: 'Level' }, 'INFO'],
    [
      'GetAtt as a list',
      { 'Fn::GetAtt': ['Work', 'Arn'] },
      'arn:aws:sqs:us-east-1:000000000000:Small-Work.fifo',
    ],
    ['GetAtt as a text', { 'Fn::GetAtt': 'Drop.Arn' }, 'arn:aws:s3:::drop-000000000000'],
    [
      'Join',
      { 'Fn::Join': ['/', [{ 'Fn::GetAtt': ['Drop', 'Arn'] }, '*']] },
      'arn:aws:s3:::drop-000000000000/*',
    ],
    ['Select of Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Drop' }] }] }, '000000000000'],
    ['Sub', { 'Fn::Sub': '${Drop}:${Work.QueueName}:${!Kept}' }, 'drop-000000000000:Small-Work.fifo:${Kept}'],
    [
      'Sub with variables',
      { 'Fn::Sub': ['${x}/${Drop}', { x: { Ref: 'AWS::Partition' } }] },
      'aws/drop-000000000000',
    ],
    [
      'the site has no certificate',
      { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Cdn', 'DomainName'] }, '/x']] },
      'http://127.0.0.1:8080/x',
    ],
  ])('%s', (_, given, expected) => {
    const { stack } = stackOf({ Parameters: { Level: { Default: 'INFO' } } });
    expect(stack.resolve(given)).toEqual(expected);
  });

  it.each([
    ['an intrinsic that is not run', { 'Fn::ImportValue': 'x' }, /Fn::ImportValue, which is not run locally/],
    [
      'an attribute that is not run',
      { 'Fn::GetAtt': ['Drop', 'WebsiteURL'] },
      /Drop\.WebsiteURL .*not run locally/,
    ],
    ['a resource that is not there', { Ref: 'Nobody' }, /Nobody, which it does not declare/],
    ['an element that is not there', { 'Fn::Select': [3, ['a']] }, /not there/],
  ])('refuses %s', (_, given, message) => {
    expect(() => stackOf({}).stack.resolve(given)).toThrow(message);
  });

  it('leaves out a property that is AWS::NoValue', () => {
    const { stack } = stackOf({
      Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { DelaySeconds: { Ref: 'AWS::NoValue' } } } },
    });
    expect(stack.all('AWS::SQS::Queue')[0]?.props).toEqual({});
  });

  it('finds assets and outputs', () => {
    const { assembly, stack } = stackOf({ Outputs: { Bucket: { Value: { Ref: 'Drop' } } } });
    expect(stack.assetPath('abc.zip')).toBe(join(assembly, 'asset.abc'));
    expect(() => stack.assetPath('def.zip')).toThrow(/synthesise the app again/);
    expect(stack.outputs()).toEqual({ Bucket: 'drop-000000000000' });
  });

  it('refuses what it would not look at: a condition, a type, a property', () => {
    expect(() => stackOf({ Resources: { A: { Type: 'AWS::S3::Bucket', Condition: 'C' } } })).toThrow(
      /Condition/,
    );
    const { stack } = stackOf({
      Resources: { A: { Type: 'AWS::StepFunctions::StateMachine', Properties: { X: 1 } } },
    });
    expect(() => checkResourceTypes(stack)).toThrow('AWS::StepFunctions::StateMachine is not run locally');
    expect(() => readAll(stack, 'AWS::StepFunctions::StateMachine', z.strictObject({}))).toThrow(
      /A .*not run locally: .*"X"/,
    );
  });
});
