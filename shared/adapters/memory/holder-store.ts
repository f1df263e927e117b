import type { Attempt, Delivery } from '#domain/webhook/delivery.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { makeMemoryTable, onRev } from './memory-table.ts';
import { utf8Order } from './utf8-order.ts';

/** Holders, what is parked, deliveries and attempts in memory. */
export function makeMemoryHolderStore(): HolderStore {
  const holders = makeMemoryTable<Holder>();
  const parked = makeMemoryTable<string>();
  const deliveries = makeMemoryTable<Delivery>();
  const attempts = makeMemoryTable<Attempt>();

  return {
    getHolder: async (releaseId, endpointId) => holders.get(releaseId, endpointId),
    listHolders: async (releaseId) => holders.query(releaseId),
    async putHolder(holder, expectedRev) {
      requireNextRev(holder, expectedRev);
      return holders.put(holder.releaseId, holder.endpointId, holder, onRev(expectedRev));
    },
    removeHolder: async (holder) =>
      holders.remove(holder.releaseId, holder.endpointId, (stored) => stored?.rev === holder.rev),
    async putParked(endpointId, releaseId) {
      parked.put(endpointId, releaseId, releaseId);
    },
    listParked: async (endpointId) => parked.query(endpointId),
    async removeParked(endpointId, releaseId) {
      parked.remove(endpointId, releaseId);
    },
    async putDelivery(delivery) {
      deliveries.put(delivery.endpointId, placeOf(delivery.eventTime, delivery.deliveryId), delivery);
    },
    getDelivery: async (endpointId, eventTime, deliveryId) =>
      deliveries.get(endpointId, placeOf(eventTime, deliveryId)),
    async listDeliveries(endpointId, { since, until, before, limit }) {
      const ends = [
        ...(until === undefined ? [] : [`${until}$`]),
        ...(before ? [placeOf(before.eventTime, before.deliveryId)] : []),
      ].sort(utf8Order);
      const [below] = ends;
      return deliveries.query(endpointId, {
        descending: true,
        limit,
        ...(since === undefined ? {} : { from: since }),
        ...(below === undefined ? {} : { below }),
      });
    },
    async putAttempt(attempt) {
      attempts.put(`${attempt.endpointId}#${attempt.deliveryId}`, order(attempt.attempt), attempt);
    },
    listAttempts: async (endpointId, deliveryId) => attempts.query(`${endpointId}#${deliveryId}`),
  };
}

/** `$` follows `#`, so `<until>$` stands behind every delivery of that very time. */
function placeOf(eventTime: string, deliveryId: string): string {
  return `${eventTime}#${deliveryId}`;
}

function order(attempt: number): string {
  return String(attempt).padStart(6, '0');
}
