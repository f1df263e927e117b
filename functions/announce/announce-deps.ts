import type { EventBus } from '#ports/event-bus.ts';
import type { Clock } from '#ports/clock.ts';
import type { DueStore } from '#ports/due-store.ts';
import type { HolderStore } from '#ports/holder-store.ts';
import type { PartnerStore } from '#ports/partner-store.ts';
import type { Prompts } from '#ports/prompts.ts';
import type { ReleaseStore } from '#ports/release-store.ts';

export type AnnounceDeps = {
  bus: EventBus;
  clock: Clock;
  due: Pick<DueStore, 'putDue'>;
  holders: Pick<HolderStore, 'getHolder' | 'listHolders' | 'putHolder'>;
  partners: Pick<PartnerStore, 'getEndpoint' | 'listEndpoints'>;
  prompts: Prompts;
  releases: Pick<ReleaseStore, 'getHead' | 'getVersion'>;
  /** Origin of every public address, without a slash at its end. */
  siteUrl: string;
  /** Counts what a look found to repair (alarm at > 0). */
  countRepair: (what: string) => void;
  /** Counts a partner that may hold what must not be used any more and has no endpoint left (alarm at > 0). */
  countUnreachable: (endpointId: string) => void;
};
