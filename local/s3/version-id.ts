import { randomBytes } from 'node:crypto';

/** What S3 calls the version of an object that was written without versioning. */
export const NULL_VERSION = 'null';

const SEQ_DIGITS = 8;
const SHAPE = /^[A-Za-z0-9_-]{22}\.([A-Za-z0-9]{8})$/;

/**
 * A version id that nobody can guess and that keeps its place in the order of changes, so that a listing can
 * go on behind a version that has been deleted since.
 */
export const makeVersionId = (seq: number): string =>
  `${randomBytes(16).toString('base64url')}.${seq.toString(36).padStart(SEQ_DIGITS, '0')}`;

/** The change that made this version; undefined for a text that S3 never gave out. */
export const seqOfVersionId = (version: string): number | undefined => {
  const digits = SHAPE.exec(version)?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 36);
};
