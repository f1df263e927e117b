import { readFileSync } from 'node:fs';
import {
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type FunctionAssociation,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** Where the edge runs which file of ours. */
const EDGE = {
  ViewerRequest: { file: '../edge/viewer-request.js', eventType: FunctionEventType.VIEWER_REQUEST },
  ViewerResponse: { file: '../edge/viewer-response.js', eventType: FunctionEventType.VIEWER_RESPONSE },
} as const;
/** CloudFront's quota for the code of one function. */
const MAX_BYTES = 10_240;

/** The functions that the edge runs for each request to the public bucket. Throws for code that CloudFront refuses for its size. */
export function makeEdgeFunctions(scope: Construct): FunctionAssociation[] {
  return Object.entries(EDGE).map(([id, { file, eventType }]) => {
    const code = readFileSync(new URL(file, import.meta.url), 'utf8');
    const bytes = Buffer.byteLength(code);
    if (bytes > MAX_BYTES) throw new Error(`${file} has ${bytes} bytes; CloudFront takes ${MAX_BYTES}`);
    const edge = new Function(scope, id, {
      code: FunctionCode.fromInline(code),
      runtime: FunctionRuntime.JS_2_0,
    });
    return { function: edge, eventType };
  });
}
