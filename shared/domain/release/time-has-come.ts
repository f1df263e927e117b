/** The two clocks that ingest knows of a message, and the upload's own time; RFC 3339 and epoch milliseconds. */
export type Moment = { nowMs: number; firstReceivedMs: number };

/**
 * Whether a time has come (SEMANTICS "Time"): it is ≤ the upload's LastModified, or both ingest's clock and the
 * message's ApproximateFirstReceiveTimestamp are past it, so that one fast clock lifts no embargo.
 */
export function timeHasCome(time: string, uploadedAt: string, moment: Moment): boolean {
  const at = Date.parse(time);
  return at <= Date.parse(uploadedAt) || (at <= moment.nowMs && at <= moment.firstReceivedMs);
}
