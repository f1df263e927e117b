import type { Endpoint } from '#domain/partner/endpoint.ts';
import type { Faults } from '../engine/faults.ts';
import type { History } from '../engine/history.ts';
import type { Timeline } from '../engine/timeline.ts';
import type { Secrets } from '../checks/secrets.ts';
import { fileOf, markerOf, POISON, type Story } from './corpus.ts';
import type { Queues } from './queues.ts';
import type { Action, Order } from './script.ts';
import type { Stores } from './stores.ts';

/** What lies under a version: the story, a command, an approval, or something that nobody can read. */
export type Dropped = {
  story?: Story;
  command?: { what: Order; releaseId: string };
  /** The version that a second person lets out. */
  approves?: string;
};

/** Authors, operators and partners, who do what the script says. */
export type People = {
  perform(action: Action): Promise<void>;
  /** Makes an endpoint active and has what was parked for it sent. */
  enable(endpointId: string): Promise<void>;
  /** By version id. */
  dropped: ReadonlyMap<string, Dropped>;
  /** Every key that was ever used. */
  keys: ReadonlySet<string>;
};

type Setting = {
  timeline: Timeline;
  faults: Faults;
  history: History;
  stores: Stores;
  queues: Queues;
  secrets: Secrets;
  startMs: number;
  /** Whether what is dropped in this newsroom waits for a second person. */
  isReviewed: (newsroom: string) => boolean;
  /** Releases that exist, in the order of their appearance. */
  releaseIds: () => readonly string[];
  /** S3 has something to say of a key. */
  notify: (key: string) => void;
};

/** People with empty hands. */
export function makePeople(setting: Setting): People {
  const { timeline, faults, history, stores, queues, secrets, startMs, notify } = setting;
  const dropped = new Map<string, Dropped>();
  const keys = new Set<string>();
  /** The bytes and meaning of the newest version of a key that is no marker, and whether it is there now. */
  const lying = new Map<string, { body: string; story: Story; there: boolean; versionId: string }>();
  let commands = 0;

  const allow = (story: Story, key: string, at: string): void => {
    // A text that waits for a second person is nobody's to see.
    const isHeld = setting.isReviewed(roomOf(key) ?? '');
    const fromMs = isHeld ? Number.POSITIVE_INFINITY : (timeOf(story, startMs) ?? Date.parse(at));
    secrets.allow(markerOf(story.text), fromMs);
  };
  const put = (key: string, body: string | Uint8Array, what: Dropped): string => {
    const { versionId, at } = stores.drop.put(key, body);
    dropped.set(versionId, what);
    keys.add(key);
    history.add('author', 'drop bucket', `put ${key} ${versionId.slice(0, 6)} ${JSON.stringify(what)}`);
    if (what.story !== undefined) allow(what.story, key, at);
    notify(key);
    return versionId;
  };
  const putStory = (key: string, story: Story): void => {
    const body = fileOf(story, startMs);
    lying.set(key, { body, story, there: true, versionId: put(key, body, { story }) });
  };
  const change = async (endpointId: string, next: (stored: Endpoint) => Endpoint): Promise<void> => {
    const stored = await stores.partners.getEndpoint(endpointId);
    if (stored === undefined) return;
    const { rev, ...rest } = next(stored);
    await stores.partners.putEndpoint({ ...rest, rev: rev + 1 }, rev);
    history.add('operator', 'table', `${endpointId} ${JSON.stringify(rest)}`);
  };
  const enable = async (endpointId: string): Promise<void> => {
    await change(endpointId, (stored) => {
      const { disabled: _, ...rest } = stored;
      return { ...rest, state: 'active', enabledAt: new Date(timeline.now()).toISOString() };
    });
    await queues.sure.send('urgent', [{ prompt: 'enable', endpointId }]);
  };

  const perform = async (action: Action): Promise<void> => {
    const nowIso = new Date(timeline.now()).toISOString();
    switch (action.does) {
      case 'upload':
        return putStory(action.key, action.story);
      case 'again': {
        const standing = lying.get(action.key);
        if (standing?.there === true) putStory(action.key, standing.story);
        return;
      }
      case 'put-back': {
        const standing = lying.get(action.key);
        if (standing?.there === false) putStory(action.key, standing.story);
        return;
      }
      case 'remove': {
        const standing = lying.get(action.key);
        if (standing?.there !== true) return;
        standing.there = false;
        const { versionId } = stores.drop.remove(action.key);
        history.add('author', 'drop bucket', `delete ${action.key} ${versionId.slice(0, 6)}`);
        return notify(action.key);
      }
      case 'copy': {
        const standing = lying.get(action.key);
        const [from, to] = [action.key, action.to];
        if (standing?.there === true && from !== to && roomOf(from) === roomOf(to))
          putStory(to, standing.story);
        return;
      }
      case 'approve': {
        const standing = lying.get(action.key);
        if (standing?.there !== true) return;
        const { story, versionId } = standing;
        commands += 1;
        const command = { command: 'approve', key: action.key, versionId, actor: 'author' };
        const atMs = Math.floor(timeline.now() / 1_000) * 1_000;
        secrets.allow(markerOf(story.text), Math.max(timeOf(story, startMs) ?? 0, atMs));
        put(`commands/approve/${nowIso}-${commands}.json`, JSON.stringify(command), { approves: versionId });
        return;
      }
      case 'poison':
        faults.note('poison-file');
        put(action.key, POISON, {});
        return;
      case 'poison-message':
        faults.note('poison-message');
        return queues.put('uploads', '{"prompt":"release"}');
      case 'command': {
        const known = setting.releaseIds();
        const named =
          action.releaseId ??
          (action.key === undefined ? undefined : releaseOf(action.key, lying.get(action.key)?.story));
        const releaseId = named ?? known[Math.floor(action.place * known.length)];
        if (releaseId === undefined) return;
        commands += 1;
        const { command } = action;
        const body = JSON.stringify({ command, releaseId, reason: 'Salah.', actor: 'operator' });
        put(`commands/${nowIso}-${commands}.json`, body, { command: { what: command, releaseId } });
        return;
      }
      case 'disable':
        return change(`ep-${action.endpoint}`, (stored) => ({
          ...stored,
          state: 'disabled',
          disabled: { at: nowIso, why: 'asked for' },
        }));
      case 'enable':
        return enable(`ep-${action.endpoint}`);
      case 'wishes':
        return change(`ep-${action.endpoint}`, (stored) => {
          const { earlierWishes = [], wishesSince, createdAt, minor, filter, events, ...rest } = stored;
          const before = {
            minor,
            ...(filter === undefined ? {} : { filter }),
            ...(events === undefined ? {} : { events }),
          };
          return {
            ...rest,
            ...before,
            createdAt,
            filter: { categories: [...action.categories] },
            earlierWishes: [{ ...before, since: wishesSince ?? createdAt }, ...earlierWishes],
            wishesSince: nowIso,
          };
        });
    }
  };
  return { perform, enable, dropped, keys };
}

/** When a story asks to be seen, epoch milliseconds; undefined for one that asks for no time. */
function timeOf({ time }: Story, startMs: number): number | undefined {
  return time === undefined || time.what === 'expire' ? undefined : startMs + time.minute * 60_000;
}

/** The release that a key stands for by its name, or by the `id:` of what lies there. */
function releaseOf(key: string, story: Story | undefined): string {
  const [, newsroom = '', path = ''] = key.split('/');
  return `${newsroom}/${story?.id ?? path.replace(/\.[a-z]+$/, '')}`;
}

function roomOf(key: string): string | undefined {
  return key.split('/')[1];
}
