import type { Held, Store } from '../../examples/receivers/node/index.ts';

/** A partner's site in memory, for the Node receiver, and with a fault if one is wanted. */
export function makeMemorySite({ takesOlder = false, doubles = false } = {}): Store {
  const rows = new Map<string, { held: Held; url: string }>();
  let pages = 0;
  const newUrl = (): string => `https://site.example/${(pages += 1)}`;
  return {
    async change(event, decide) {
      const { uri } = event;
      const row = rows.get(uri);
      const isSame = row?.held.version === event.version;
      const forgets = takesOlder || (doubles && isSame);
      const step = decide(forgets ? undefined : row?.held);
      const url = row === undefined || (doubles && isSame) ? newUrl() : row.url;
      rows.set(uri, { held: step.held, url });
      return { step, publication: step.held.kind === 'live' ? { url } : {} };
    },
  };
}
