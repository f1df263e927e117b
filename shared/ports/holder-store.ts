import type { Attempt, Delivery } from '#domain/webhook/delivery.ts';
import type { Holder } from '#domain/webhook/holder.ts';
import type { Written } from './written.ts';

/** Who may hold what, what is owed to disabled endpoints, and the log of deliveries. Reads are strongly consistent. */
export type HolderStore = {
  getHolder(releaseId: string, endpointId: string): Promise<Holder | undefined>;
  /** All holders of a release. */
  listHolders(releaseId: string): Promise<Holder[]>;
  putHolder(holder: Holder, expectedRev: number): Promise<Written>;
  /** Takes a holder back that should not have been written, on its `rev`. */
  removeHolder(holder: Holder): Promise<Written>;
  putParked(endpointId: string, releaseId: string): Promise<void>;
  listParked(endpointId: string): Promise<string[]>;
  removeParked(endpointId: string, releaseId: string): Promise<void>;
  putDelivery(delivery: Delivery): Promise<void>;
  getDelivery(endpointId: string, eventTime: string, deliveryId: string): Promise<Delivery | undefined>;
  /** Newest first; `until` and `before` (a delivery's place to go on after) bound the page. */
  listDeliveries(
    endpointId: string,
    options: {
      since?: string;
      until?: string;
      before?: Pick<Delivery, 'eventTime' | 'deliveryId'>;
      limit: number;
    },
  ): Promise<Delivery[]>;
  putAttempt(attempt: Attempt): Promise<void>;
  listAttempts(endpointId: string, deliveryId: string): Promise<Attempt[]>;
};
