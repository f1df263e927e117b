/** When every history begins, so that files with times in them are the same in all of them. */
export const START_MS = Date.parse('2026-03-01T08:00:00Z');
