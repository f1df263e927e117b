import { describe, expect, it } from 'vitest';
import { PULSE_KEY, PULSE_RECEIPT_KEY } from '#domain/pulse/pulse.ts';
import { synthesised } from './synthesised.ts';
import type { Tree } from './template-view.ts';

const { all, ofType, target } = synthesised();

type Statement = {
  where: string;
  Effect: string;
  Action: string[];
  Resource: unknown[];
  Principal?: unknown;
};
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);
/** Every statement of every policy document, wherever in the template it stands. */
const statements: Statement[] = all.flatMap(({ id, Properties }) =>
  documents(Properties).flatMap((document) =>
    list(document.Statement).map((statement: Tree) => ({
      ...statement,
      where: id,
      Action: list(statement.Action),
      Resource: list(statement.Resource),
    })),
  ),
);
const allowed = statements.filter(({ Effect }) => Effect === 'Allow');

function documents(value: unknown): Tree[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('Statement' in value) return [value];
  return Object.values(value).flatMap(documents);
}

it('finds the statements', () => {
  expect(allowed.length).toBeGreaterThan(40);
  expect(new Set(allowed.map(({ where }) => where)).size).toBeGreaterThanOrEqual(6 + 6 + 3);
});

it('allows no action by a wildcard', () => {
  expect(allowed.filter(({ Action }) => Action.some((action) => action.includes('*')))).toEqual([]);
});

it('allows everything only for traces, which know no resources', () => {
  const everywhere = allowed.filter(({ Resource }) => Resource.includes('*'));
  expect(new Set(everywhere.flatMap(({ Action }) => Action))).toEqual(
    new Set(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']),
  );
});

it('allows no person and no other account', () => {
  const principals = allowed.map(({ Principal }) => Principal).filter((each) => each !== undefined);
  expect(principals.length).toBeGreaterThan(0);
  for (const each of principals) {
    expect(each).toEqual({ Service: expect.stringMatching(/\.amazonaws\.com$/) });
  }
});

it('uses no managed policy and no role twice', () => {
  expect(ofType('AWS::IAM::Role').filter(({ Properties }) => Properties['ManagedPolicyArns'])).toEqual([]);
  const roles = ofType('AWS::Lambda::Function').map(({ Properties }) => target(Properties['Role']).id);
  expect(new Set(roles).size).toBe(roles.length);
});

/** What each function must never be able to do, whatever else changes. */
const NEVER: [string, string, RegExp][] = [
  ['nobody', 'deletes a version from a bucket', /^s3:DeleteObjectVersion/],
  ['nobody', 'scans the table', /^dynamodb:(Scan|DeleteTable|UpdateTable)$/],
  ['nobody', 'writes the keyring', /^secretsmanager:(Put|Update|Delete)/],
  ['nobody', 'purges a queue', /^sqs:(PurgeQueue|DeleteQueue)$/],
  ['Announce', 'touches a bucket', /^s3:/],
  ['Deliver', 'does more to a bucket than look', /^s3:(?!GetObject$|ListBucket$)/],
];

describe('least privilege', () => {
  it.each(NEVER)('%s %s', (who, _, action) => {
    const held = allowed.filter(({ where }) => who === 'nobody' || where.startsWith(`${who}Role`));
    expect(held.length).toBeGreaterThan(0);
    expect(held.flatMap(({ Action }) => Action).filter((each) => action.test(each))).toEqual([]);
  });

  it('lets ingest take pictures away from readers, and nobody delete anything else', () => {
    const deleting = allowed.filter(({ Action }) => Action.some((each) => each.startsWith('s3:Delete')));
    expect(deleting.map(({ where }) => where.replace(/Role.*/, ''))).toEqual(['Ingest']);
    const places = deleting.flatMap(({ Resource }) => Resource.map((each) => JSON.stringify(each)));
    expect(places).toEqual([expect.stringMatching(/SiteBucket.*\/media\/\*/)]);
  });

  it('lets only API and deliver read the keyring', () => {
    const readers = allowed.filter(({ Action }) => Action.includes('secretsmanager:GetSecretValue'));
    expect(readers.map(({ where }) => where.replace(/Role.*/, '')).sort()).toEqual(['Api', 'Deliver']);
  });

  it('lets nobody but the API write what authors and operators write', () => {
    const drop = ofType('AWS::S3::Bucket').find(({ Properties }) => Properties['NotificationConfiguration'])!;
    const writers = allowed.filter(
      ({ Action, Resource }) =>
        Action.includes('s3:PutObject') &&
        Resource.some((each) =>
          JSON.stringify(each).match(new RegExp(`${drop.id}.*(incoming|commands|check(?!/_pulse/))`)),
        ),
    );
    const names = new Set(writers.map(({ where }) => where.replace(/Role.*/, '')));
    expect([...names]).toEqual(['Api']);
  });

  it('lets the clock put the pulse, and nothing else into a bucket', () => {
    const puts = allowed.filter(
      ({ where, Action }) =>
        where.startsWith('ClockRole') && Action.some((each) => each.startsWith('s3:Put')),
    );
    const places = puts.flatMap(({ Resource }) => Resource.map((each) => JSON.stringify(each)));
    expect(places).toEqual([expect.stringContaining(`/${PULSE_KEY}"`)]);
  });

  it('lets the clock read the pulse and its answer, and nothing else of the drop bucket', () => {
    const drop = ofType('AWS::S3::Bucket').find(({ Properties }) => Properties['NotificationConfiguration'])!;
    const places = allowed
      .filter(({ where, Action }) => where.startsWith('ClockRole') && Action.includes('s3:GetObject'))
      .flatMap(({ Resource }) => Resource.map((each) => JSON.stringify(each)))
      .filter((place) => place.includes(drop.id));
    expect(places).toEqual([PULSE_KEY, PULSE_RECEIPT_KEY].map((key) => expect.stringContaining(`/${key}"`)));
  });

  it('lets deliver read the public bucket, which everybody may, and no other', () => {
    const drop = ofType('AWS::S3::Bucket').find(({ Properties }) => Properties['NotificationConfiguration'])!;
    const held = allowed.filter(
      ({ where, Action }) => where.startsWith('DeliverRole') && Action.some((each) => each.startsWith('s3:')),
    );
    const resources = JSON.stringify(held.map(({ Resource }) => Resource));
    expect(held.map(({ Action }) => Action)).toEqual([['s3:GetObject'], ['s3:ListBucket']]);
    expect(resources).not.toContain(drop.id);
  });

  it('lets deliver alone mail, as the sender that is configured, and nobody where there is none', () => {
    const mailers = (settings: Record<string, string>) =>
      synthesised(settings)
        .all.flatMap(({ id, Properties }) =>
          documents(Properties).flatMap((document) =>
            list(document.Statement).map((statement: Tree) => ({ id, statement })),
          ),
        )
        .filter(({ statement }) => list(statement.Action).some((each) => String(each).startsWith('ses:')));
    expect(mailers({})).toEqual([]);
    const held = mailers({ PRESSWIRE_MAIL_FROM: 'news@mail.example' });
    expect(held).toEqual([
      {
        id: expect.stringMatching(/^DeliverRole/),
        statement: {
          Effect: 'Allow',
          Action: 'ses:SendEmail',
          Resource: expect.anything(),
          Condition: { StringEquals: { 'ses:FromAddress': 'news@mail.example' } },
        },
      },
    ]);
    expect(JSON.stringify(held)).toContain(':identity/mail.example"');
  });
});
