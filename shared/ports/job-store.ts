import type { Drill } from '#domain/webhook/drill.ts';
import type { Replay } from '#domain/webhook/replay.ts';
import type { Written } from './written.ts';

/** Work on an endpoint that takes many messages; every read is strongly consistent. */
export type JobStore = {
  getReplay(endpointId: string, replayId: string): Promise<Replay | undefined>;
  putReplay(replay: Replay, expectedRev: number): Promise<Written>;
  getDrill(endpointId: string, drillId: string): Promise<Drill | undefined>;
  putDrill(drill: Drill, expectedRev: number): Promise<Written>;
};
