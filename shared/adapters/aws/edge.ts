import { CreateInvalidationCommand, type CloudFrontClient } from '@aws-sdk/client-cloudfront';
import type { Edge } from '#ports/edge.ts';
import { callAws } from './call-aws.ts';

/**
 * The CloudFront distribution `distributionId`. A prefix is one path with a `*`, which costs as one and takes every query
 * string along; the event is the CallerReference, so that a redo creates no second invalidation (CloudFront API
 * reference, CreateInvalidation).
 */
export function makeCloudFrontEdge(options: { client: CloudFrontClient; distributionId: string }): Edge {
  const { client, distributionId: DistributionId } = options;
  return {
    async invalidate({ pathPrefix, event }) {
      const InvalidationBatch = {
        CallerReference: event,
        Paths: { Quantity: 1, Items: [`${pathPrefix}*`] },
      };
      const command = new CreateInvalidationCommand({ DistributionId, InvalidationBatch });
      await callAws('CreateInvalidation', { DistributionId }, () => client.send(command));
    },
  };
}
