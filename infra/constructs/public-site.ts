import { Duration, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheQueryStringBehavior,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
  type BehaviorOptions,
  type ErrorResponse,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { makeEdgeFunctions } from './edge-functions.ts';
import { API_PATHS } from './http-api.ts';
import { makePublicBucket } from './public-bucket.ts';
import { makeResponseHeaders, type ResponseHeaders } from './response-headers.ts';

/** Documents that programs read; everything else is a page. */
const DOCUMENTS = ['*.xml', '*.json', '*.opml'] as const;
/** An object says itself how long it may be kept; this is for one that does not. */
const CACHE = { minTtl: Duration.seconds(0), defaultTtl: Duration.seconds(60), maxTtl: Duration.days(365) };
/**
 * Feeds and JSON documents say a minute to readers, and the edge asks the bucket again sooner: added to the minute of
 * readers it would be two, and who polls would hold back the news from everybody behind the same edge. An unchanged
 * document is a 304.
 */
const DOCUMENT_CACHE = { ...CACHE, defaultTtl: Duration.seconds(5), maxTtl: Duration.seconds(5) };
/**
 * Without ListBucket a missing object is a 403, which readers get as the 404 page; a release that has just been published
 * is not hidden behind it for more than a second. Other errors, the API's 404 among them, are never kept.
 */
const ERRORS: readonly ErrorResponse[] = [
  { httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html', ttl: Duration.seconds(1) },
  ...[404, 500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
];
/** Findings of cdk-nag that stand, and why. */
const STANDING = {
  'AwsSolutions-CFR1': 'News is for every country.',
  'AwsSolutions-CFR2':
    'A firewall costs more than the rest of a quiet month. Static objects stand behind the cache, the API is throttled and ' +
    'authenticated; an operator under attack attaches one to the distribution.',
  'AwsSolutions-CFR3':
    "Access logs hold the addresses of readers, whom nobody here needs to know; CloudFront's metrics give the figures.",
} as const;
const NO_CERTIFICATE =
  'CloudFront fixes the least protocol of its own domain name. With PRESSWIRE_HOST and its certificate it is TLS 1.2.';

export type SiteProps = { stage: Stage; apiDomainName: string };
/** The public bucket, what serves it, and the origin of every public address. */
export type Site = { bucket: Bucket; url: string; distribution: Distribution };

/** The public bucket, which only the distribution reads, and the distribution with everything that the edge does. */
export function makePublicSite(scope: Construct, id: string, { stage, apiDomainName }: SiteProps): Site {
  const group = new Construct(scope, id);
  const bucket = makePublicBucket(group, 'Bucket');
  const headers = makeResponseHeaders(group);
  const fromBucket = bucketBehaviour(group, bucket);
  const documents = {
    ...fromBucket,
    cachePolicy: makeCachePolicy(group, 'Cache', DOCUMENT_CACHE, CacheQueryStringBehavior.none()),
    responseHeadersPolicy: headers.documents,
  };
  const distribution = new Distribution(group, 'Distribution', {
    defaultBehavior: { ...fromBucket, responseHeadersPolicy: headers.pages },
    additionalBehaviors: {
      ...apiBehaviours(apiDomainName, headers),
      ...Object.fromEntries(DOCUMENTS.map((path) => [path, documents])),
    },
    errorResponses: [...ERRORS],
    httpVersion: HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    ...ownHost(group, stage),
  });
  const standing = stage.ownHost ? STANDING : { ...STANDING, 'AwsSolutions-CFR4': NO_CERTIFICATE };
  for (const [rule, reason] of Object.entries(standing)) {
    Validations.of(group).acknowledge({ id: rule, reason });
  }
  return {
    bucket,
    distribution,
    url: `${stage.siteScheme}://${stage.ownHost?.name ?? distribution.distributionDomainName}`,
  };
}

function bucketBehaviour(scope: Construct, bucket: Bucket): BehaviorOptions {
  if (!isOrigin(bucket)) throw new Error('the public bucket cannot be an origin');
  return {
    origin: S3BucketOrigin.withOriginAccessControl(bucket),
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    functionAssociations: makeEdgeFunctions(scope),
    compress: true,
    // Webhooks link to a version's page with it, past what the edge keeps of the version before (docs/adr/0002).
    cachePolicy: makeCachePolicy(scope, 'PageCache', CACHE, CacheQueryStringBehavior.allowList('v')),
  };
}

function makeCachePolicy(
  scope: Construct,
  id: string,
  ttl: typeof CACHE,
  queryStringBehavior: CacheQueryStringBehavior,
): CachePolicy {
  return new CachePolicy(scope, id, {
    ...ttl,
    queryStringBehavior,
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

/** The library's class and its interface disagree over `undefined` under exactOptionalPropertyTypes. */
const isOrigin = (bucket: object): bucket is IBucket => bucket instanceof Bucket;

function ownHost(scope: Construct, { ownHost: host }: Stage) {
  if (!host) return {};
  return {
    domainNames: [host.name],
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', host.certificateArn),
  };
}

function apiBehaviours(domainName: string, headers: ResponseHeaders): Record<string, BehaviorOptions> {
  const behaviour: BehaviorOptions = {
    origin: new HttpOrigin(domainName, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy: headers.api,
  };
  return Object.fromEntries(API_PATHS.map(({ edge }) => [edge, behaviour]));
}
