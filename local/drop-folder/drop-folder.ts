import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolderMirror, type MirrorOptions } from './folder-mirror.ts';

export type DropFolder = {
  /** Ends after the look that is under way. */
  stop: () => Promise<void>;
};

const LOOK_EVERY_MS = 150;
/** A large folder is looked at less often: a look takes at most this part of the time. */
const LOOK_SHARE = 0.05;

/** Mirrors a folder's files into a bucket while it runs. */
export function watchDropFolder(options: Omit<MirrorOptions, 'now'>): DropFolder {
  const mirror = makeFolderMirror({ ...options, now: () => performance.now() });
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await mirror.look();
      const pauseMs = Math.max(LOOK_EVERY_MS, (performance.now() - began) / LOOK_SHARE);
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
