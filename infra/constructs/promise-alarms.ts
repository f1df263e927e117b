import type { FunctionName } from '../timeouts.ts';
import type { Alarms } from './alarms.ts';
import { countOf } from './own-metric.ts';

type Row = { metric: string; of: readonly FunctionName[]; errorImpact: string };

/** What functions count although it should never happen. One is enough to ring. */
const ROWS = {
  repairs: {
    metric: 'Repairs',
    of: ['ingest', 'announce', 'publish', 'clock'],
    errorImpact:
      'A second look found undone work: something was late, and a crash or a lost message was why.',
  },
  'feed-gate-failed': {
    metric: 'FeedGateFailed',
    of: ['publish'],
    errorImpact: 'A feed stands still: what was rendered is not well-formed, the last good one was kept.',
  },
  'entries-quarantined': {
    metric: 'EntriesQuarantined',
    of: ['publish'],
    errorImpact: 'A release is missing from its feeds: its entry alone could not be rendered.',
  },
  'content-missing': {
    metric: 'ContentMissing',
    of: ['publish'],
    errorImpact: 'A release is missing from its feeds: its version was not found in the table.',
  },
  'unreachable-holders': {
    metric: 'UnreachableHolders',
    of: ['announce', 'deliver'],
    errorImpact: 'A partner may hold a withdrawn or killed release and no webhook has told it.',
  },
} as const satisfies Record<string, Row>;

/** An alarm for each count that the functions keep of what should never happen. */
export function makePromiseAlarms(alarms: Alarms): void {
  for (const [name, { metric, of, errorImpact }] of Object.entries(ROWS)) {
    alarms.add({ name, metric: countOf(metric, of), above: 0, periods: 1, errorImpact });
  }
}
