import type { Api } from './api.ts';
import type { Place } from './place.ts';
import type { Own } from './shapes.ts';

/** What a view may do beside showing. */
export type Desk = {
  api: Api;
  own: Own;
  place: Place;
  /** Does something for the person, says how it went, and shows what is there then. */
  act: (saying: string, work: () => Promise<unknown>) => void;
  /** Says something that must be read, such as a new secret. */
  say: (...nodes: (Node | string)[]) => void;
  go: (place: Place) => void;
  /** Asks a second time; `typed` must be written out by hand. Resolves to whether it was. */
  ask: (question: string, typed: string) => Promise<boolean>;
  /** Jobs that were begun here, by their endpoint. */
  jobs: Map<string, { drill?: string; replay?: string }>;
};

/** What a view found: drawn again only where `key` is another than before. */
export type Shown = { title: string; key: string; draw: () => readonly Node[] };
export type View = (desk: Desk) => Promise<Shown>;

/** Of what was loaded: its key is all of it. */
export function shown<T>(title: string, data: T, draw: (data: T) => readonly Node[]): Shown {
  return { title, key: JSON.stringify(data), draw: () => draw(data) };
}
