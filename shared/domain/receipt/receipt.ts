import type { Finding } from './finding.ts';

/** How an upload ended (DESIGN §3). */
export type UploadState =
  | 'published'
  | 'scheduled'
  | 'embargoed'
  | 'unchanged'
  | 'superseded'
  | 'refused'
  | 'held'
  | 'quarantined'
  | 'deleted'
  | 'checked'
  /** A picture that is ready for its text. */
  | 'kept'
  /** A text that waits for a picture; its receipt follows. */
  | 'waiting';

/** Our answer to the author about one upload; `message` and `remedy` are filled in the newsroom's language. */
export type Receipt = {
  key: string;
  versionId: string;
  uploadedAt: string;
  newsroom: string;
  language: string;
  state: UploadState;
  /** Of a `checked` upload: how it would have ended. */
  would?: Exclude<UploadState, 'checked'>;
  release?: { id: string; uri: string; version: number; headline: string; url?: string };
  findings: Finding[];
};
