import * as z from 'zod/mini';
import { attemptSchema, deliverySchema } from '#domain/webhook/delivery.ts';
import { holderSchema } from '#domain/webhook/holder.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import {
  attemptKey,
  attemptsOf,
  deliveriesBetween,
  deliveryKey,
  endpointPk,
  HOLDER_SHARDS,
  holderKey,
  holdersPk,
  PARKED,
  parkedKey,
} from './table-keys.ts';
import type { Table } from './table.ts';

const parkedSchema = z.object({ releaseId: z.string() });

/** HOLDER, PARKED, DELIVERY and ATTEMPT items in the table. */
export function makeDynamoHolderStore({ table }: { table: Table }): HolderStore {
  return {
    getHolder: (releaseId, endpointId) => table.get(holderKey(releaseId, endpointId), holderSchema),
    async listHolders(releaseId) {
      const shards = await Promise.all(
        Array.from({ length: HOLDER_SHARDS }, (_, shard) =>
          table.query({ pk: holdersPk(releaseId, shard) }, holderSchema),
        ),
      );
      return shards.flat().sort((a, b) => (a.endpointId < b.endpointId ? -1 : 1));
    },
    async putHolder(holder, expectedRev) {
      requireNextRev(holder, expectedRev);
      return table.put(holderKey(holder.releaseId, holder.endpointId), holder, { rev: expectedRev });
    },
    removeHolder: (holder) =>
      table.remove(holderKey(holder.releaseId, holder.endpointId), { rev: holder.rev }),
    async putParked(endpointId, releaseId) {
      await table.put(parkedKey(endpointId, releaseId), { releaseId });
    },
    async listParked(endpointId) {
      const parked = await table.query({ pk: endpointPk(endpointId), ...PARKED }, parkedSchema);
      return parked.map(({ releaseId }) => releaseId);
    },
    async removeParked(endpointId, releaseId) {
      await table.remove(parkedKey(endpointId, releaseId));
    },
    async putDelivery(delivery) {
      await table.put(deliveryKey(delivery.endpointId, delivery.eventTime, delivery.deliveryId), delivery);
    },
    getDelivery: (endpointId, eventTime, deliveryId) =>
      table.get(deliveryKey(endpointId, eventTime, deliveryId), deliverySchema),
    listDeliveries(endpointId, { since, until, before, limit }) {
      const { from, below } = deliveriesBetween(since, until);
      const start = before && deliveryKey(endpointId, before.eventTime, before.deliveryId).sk;
      return table.query(
        {
          pk: endpointPk(endpointId),
          from,
          below: start !== undefined && start < below ? start : below,
          descending: true,
          limit,
        },
        deliverySchema,
      );
    },
    async putAttempt(attempt) {
      await table.put(attemptKey(attempt.endpointId, attempt.deliveryId, attempt.attempt), attempt);
    },
    listAttempts: (endpointId, deliveryId) =>
      table.query({ pk: endpointPk(endpointId), ...attemptsOf(deliveryId) }, attemptSchema),
  };
}
