import { drillSchema } from '#domain/webhook/drill.ts';
import { replaySchema } from '#domain/webhook/replay.ts';
import type { JobStore } from '#ports/job-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { drillKey, replayKey } from './table-keys.ts';
import type { Table } from './table.ts';

/** REPLAY and DRILL items in the table. */
export function makeDynamoJobStore({ table }: { table: Table }): JobStore {
  return {
    getReplay: (endpointId, replayId) => table.get(replayKey(endpointId, replayId), replaySchema),
    async putReplay(replay, expectedRev) {
      requireNextRev(replay, expectedRev);
      return table.put(replayKey(replay.endpointId, replay.replayId), replay, { rev: expectedRev });
    },
    getDrill: (endpointId, drillId) => table.get(drillKey(endpointId, drillId), drillSchema),
    async putDrill(drill, expectedRev) {
      requireNextRev(drill, expectedRev);
      return table.put(drillKey(drill.endpointId, drill.drillId), drill, { rev: expectedRev });
    },
  };
}
