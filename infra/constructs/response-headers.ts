import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseHeadersCorsBehavior,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Pages load nothing but their pictures, their own style and the site's one script, which copies and prints. */
const PAGE_POLICY = [
  "default-src 'none'",
  "img-src 'self' https:",
  "media-src 'self' https:",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SAFE = {
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN, override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(365),
    includeSubdomains: false,
    override: true,
  },
} satisfies ResponseSecurityHeadersBehavior;

/** Scripts of any site may read what is public, and see what conditional requests need. */
const ANY_SITE = {
  accessControlAllowOrigins: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlExposeHeaders: ['ETag', 'Link', 'Last-Modified'],
  accessControlAllowCredentials: false,
  accessControlMaxAge: Duration.days(1),
  originOverride: true,
} satisfies ResponseHeadersCorsBehavior;

export type ResponseHeaders = Readonly<Record<'pages' | 'documents' | 'api', ResponseHeadersPolicy>>;

/** What the edge adds to every answer: of pages, of feeds and JSON documents, and of the API. */
export function makeResponseHeaders(scope: Construct): ResponseHeaders {
  return {
    pages: new ResponseHeadersPolicy(scope, 'PageHeaders', {
      securityHeadersBehavior: {
        ...SAFE,
        contentSecurityPolicy: { contentSecurityPolicy: PAGE_POLICY, override: true },
      },
    }),
    documents: new ResponseHeadersPolicy(scope, 'DocumentHeaders', {
      securityHeadersBehavior: SAFE,
      corsBehavior: ANY_SITE,
    }),
    api: new ResponseHeadersPolicy(scope, 'ApiHeaders', { securityHeadersBehavior: SAFE }),
  };
}
