import type { Finding } from './finding.ts';
import type { UploadState } from './receipt.ts';

/** Findings that a person must look at before anything is published; nothing is wrong with the upload itself. */
const HOLDING: ReadonlySet<string> = new Set(['E_EMBARGO_HELD', 'E_EMBARGO_NO_ZONE']);

/**
 * How an upload ends that its findings keep from being published (DESIGN §3): `quarantined` where the oracle
 * objected, `held` where doubt about an embargo is all there is, else `refused`.
 */
export function uploadStateOf(
  findings: readonly Finding[],
): Extract<UploadState, 'quarantined' | 'held' | 'refused'> {
  const errors = findings.filter(({ code }) => code.startsWith('E_'));
  if (errors.some(({ code }) => code === 'E_QUARANTINED')) return 'quarantined';
  return errors.length > 0 && errors.every(({ code }) => HOLDING.has(code)) ? 'held' : 'refused';
}
