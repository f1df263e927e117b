import type { Drill } from '#domain/webhook/drill.ts';
import type { Replay } from '#domain/webhook/replay.ts';
import type { JobStore } from '#ports/job-store.ts';
import { requireNextRev } from '../require-next-rev.ts';
import { makeMemoryTable, onRev } from './memory-table.ts';

/** Replays and drills in memory. */
export function makeMemoryJobStore(): JobStore {
  const replays = makeMemoryTable<Replay>();
  const drills = makeMemoryTable<Drill>();
  return {
    getReplay: async (endpointId, replayId) => replays.get(endpointId, replayId),
    async putReplay(replay, expectedRev) {
      requireNextRev(replay, expectedRev);
      return replays.put(replay.endpointId, replay.replayId, replay, onRev(expectedRev));
    },
    getDrill: async (endpointId, drillId) => drills.get(endpointId, drillId),
    async putDrill(drill, expectedRev) {
      requireNextRev(drill, expectedRev);
      return drills.put(drill.endpointId, drill.drillId, drill, onRev(expectedRev));
    },
  };
}
