import { describe, expect, it } from 'vitest';
import { synthesised } from './synthesised.ts';
import type { Tree } from './template-view.ts';

const { ofType, target } = synthesised();
const distribution = ofType('AWS::CloudFront::Distribution')[0]!;
const config = distribution.Properties['DistributionConfig'];
const behaviours: Tree[] = [...config.CacheBehaviors, { ...config.DefaultCacheBehavior, PathPattern: '*' }];
const originOf = (behaviour: Tree): Tree =>
  config.Origins.find(({ Id }: { Id: string }) => Id === behaviour.TargetOriginId);
const fromBucket = behaviours.filter((behaviour) => originOf(behaviour).S3OriginConfig);
const fromApi = behaviours.filter((behaviour) => originOf(behaviour).CustomOriginConfig);
const headersOf = (pattern: string): Tree =>
  target(behaviours.find(({ PathPattern }) => PathPattern === pattern).ResponseHeadersPolicyId).Properties[
    'ResponseHeadersPolicyConfig'
  ];

it('reads the public bucket through an access control, which the bucket allows for this distribution alone', () => {
  const origin = originOf(config.DefaultCacheBehavior);
  const control = target(origin.OriginAccessControlId['Fn::GetAtt'] ? origin.OriginAccessControlId : {});
  expect(control.Properties['OriginAccessControlConfig']).toMatchObject({
    SigningBehavior: 'always',
    OriginAccessControlOriginType: 's3',
  });
  const allowed = ofType('AWS::S3::BucketPolicy')
    .flatMap(({ Properties }) => Properties['PolicyDocument'].Statement)
    .filter(({ Effect }) => Effect === 'Allow');
  expect(allowed).toEqual([
    expect.objectContaining({
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Condition: {
        StringEquals: {
          'AWS:SourceArn': {
            'Fn::Join': ['', expect.arrayContaining([{ Ref: distribution.id }])],
          },
        },
      },
    }),
  ]);
});

describe.each(fromBucket.map((behaviour) => [behaviour.PathPattern, behaviour]))(
  'bucket behaviour %s',
  (_, behaviour) => {
    it('compresses, and only reads', () => {
      expect(behaviour.Compress).toBe(true);
      expect(behaviour.AllowedMethods).toEqual(['GET', 'HEAD']);
      expect(behaviour.ViewerProtocolPolicy).toBe('redirect-to-https');
    });

    it('caches by path, a page by its version too, as long as the object says, and documents for seconds', () => {
      const policy = target(behaviour.CachePolicyId).Properties['CachePolicyConfig'];
      expect(policy).toMatchObject({ MinTTL: 0, DefaultTTL: behaviour.PathPattern === '*' ? 60 : 5 });
      expect(policy.MaxTTL).toBe(behaviour.PathPattern === '*' ? 31_536_000 : 5);
      expect(policy.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig:
          behaviour.PathPattern === '*'
            ? { QueryStringBehavior: 'whitelist', QueryStrings: ['v'] }
            : { QueryStringBehavior: 'none' },
        CookiesConfig: { CookieBehavior: 'none' },
        EnableAcceptEncodingGzip: true,
        EnableAcceptEncodingBrotli: true,
      });
    });
  },
);

it('passes the API on, first of all patterns, with every method and nothing kept', () => {
  expect(fromApi.map(({ PathPattern }) => PathPattern)).toEqual([
    '/api/*',
    '/console*',
    '/.well-known/webhook-keys.json',
    '/websub',
  ]);
  expect(behaviours[0]).toBe(fromApi[0]);
  expect(fromApi[0].AllowedMethods).toHaveLength(7);
  expect(fromApi[0].CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
  expect(originOf(fromApi[0]).CustomOriginConfig).toMatchObject({
    OriginProtocolPolicy: 'https-only',
    OriginSSLProtocols: ['TLSv1.2'],
  });
});

it('maps 403 alone to the 404 page, for a second, and keeps no other error', () => {
  const mapped = config.CustomErrorResponses.filter((each: Tree) => each.ResponsePagePath);
  expect(mapped).toEqual([
    { ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html', ErrorCachingMinTTL: 1 },
  ]);
  const others = config.CustomErrorResponses.filter((each: Tree) => !each.ResponsePagePath);
  expect(others.map((each: Tree) => each.ErrorCode)).toEqual([404, 500, 502, 503, 504]);
  for (const each of others) expect(each.ErrorCachingMinTTL).toBe(0);
});

it.each(behaviours.map(({ PathPattern }) => PathPattern))('sends safe headers with %s', (pattern) => {
  expect(headersOf(pattern).SecurityHeadersConfig).toMatchObject({
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY', Override: true },
    StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, Override: true },
  });
});

it('lets no script run on pages but the site’s own files, and lets scripts of any site read documents', () => {
  const policy = headersOf('*').SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy;
  expect(policy).toContain("default-src 'none'");
  expect(policy.match(/script-src[^;]*/g)).toEqual(["script-src 'self'"]);
  expect(policy).not.toContain('unsafe-eval');
  for (const pattern of ['*.xml', '*.json', '*.opml']) {
    expect(headersOf(pattern).CorsConfig).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowCredentials: false,
      AccessControlExposeHeaders: { Items: ['ETag', 'Link', 'Last-Modified'] },
    });
  }
});

describe('a host of its own', () => {
  const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d';
  const own = synthesised({ PRESSWIRE_HOST: 'news.example.org', PRESSWIRE_CERTIFICATE_ARN: arn });
  const { Aliases, ViewerCertificate } = own.ofType('AWS::CloudFront::Distribution')[0]!.Properties[
    'DistributionConfig'
  ];

  it('is an alias with at least TLS 1.2 and the address of everything', () => {
    expect(Aliases).toEqual(['news.example.org']);
    expect(ViewerCertificate).toMatchObject({
      AcmCertificateArn: arn,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
    const addresses = own
      .ofType('AWS::Lambda::Function')
      .map(({ Properties }) => Properties['Environment'].Variables.SITE_URL)
      .filter(Boolean);
    expect(new Set(addresses)).toEqual(new Set(['https://news.example.org']));
  });
});
