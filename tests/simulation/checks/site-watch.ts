import type { ObjectToPut } from '#ports/object-store.ts';
import type { Watcher } from '../engine/worker.ts';
import type { Secrets } from './secrets.ts';
import type { Violations } from './violations.ts';

type Written = { written: 'written' | 'refused' };

/**
 * Looks at every document as it is written: nothing before its time (I5), nothing older over something newer (I4),
 * a version's JSON never changes but into a notice that it is gone.
 */
export function watchSite(now: () => number, secrets: Secrets, violations: Violations): Watcher {
  const newest = new Map<string, number>();
  const versions = new Map<string, string>();
  const isNewer = (place: string, version: number): boolean => {
    const before = newest.get(place) ?? 0;
    newest.set(place, Math.max(before, version));
    return version >= before;
  };

  return (args, result) => {
    if ((result as Written).written !== 'written') return;
    const [key, object] = args as [string, ObjectToPut];
    const body = String(object.body);
    const secret = secrets.shownIn(body, now());
    if (secret !== undefined) violations.add(`before its time in ${kindOf(key)}`, `${key} ${secret}`);
    switch (kindOf(key)) {
      case 'version json': {
        const digest = object.metadata?.['digest'] ?? '';
        const gone = object.metadata?.['status'] === '410';
        const before = versions.get(key);
        if (before === 'gone' && !gone) violations.add('killed version json is public again', key);
        if (before !== undefined && before !== digest && !gone)
          violations.add('a version’s json changed', key);
        versions.set(key, gone ? 'gone' : digest);
        return;
      }
      case 'json': {
        const { version } = JSON.parse(body) as { version: string };
        if (!isNewer(key, Number(version))) violations.add('older json replaces newer', `${key} v${version}`);
        return;
      }
      case 'page': {
        const version = /"version":\s?(\d+)/.exec(body)?.[1];
        if (version !== undefined && !isNewer(key, Number(version))) {
          violations.add('older page replaces newer', `${key} v${version}`);
        }
        return;
      }
      case 'feed json': {
        const { items, _presswire: feed } = JSON.parse(body) as FeedJson;
        if (!isNewer(key, Date.parse(feed.updated)))
          violations.add('a feed’s updated goes back', `${key} ${feed.updated}`);
        for (const { id, _presswire } of items) {
          if (!isNewer(`${key} ${id}`, _presswire.version)) {
            violations.add('a feed shows an older version again', `${key} ${id} v${_presswire.version}`);
          }
        }
        return;
      }
      case 'feed':
      case 'index':
      case 'site':
        return;
    }
  };
}

type FeedJson = { _presswire: { updated: string }; items: { id: string; _presswire: { version: number } }[] };

type Kind = 'version json' | 'json' | 'page' | 'feed json' | 'feed' | 'index' | 'site';

function kindOf(key: string): Kind {
  if (/\/v\d+\.json$/.test(key)) return 'version json';
  if (key.endsWith('feed.json')) return 'feed json';
  if (key.endsWith('.xml')) return 'feed';
  if (key.endsWith('.html')) return 'index';
  if (!/^n\/[^/]+\/[^/]+$/.test(key)) return 'site';
  return key.endsWith('.json') ? 'json' : 'page';
}
