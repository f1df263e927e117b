import * as z from 'zod/mini';
import type { Finding } from '../receipt/finding.ts';

const MAX_FOUND = 120;

/** What is read of an S3 event notification; `key` is form-encoded. */
const s3NotificationSchema = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal('aws:s3'),
      eventName: z.string(),
      s3: z.object({ object: z.object({ key: z.string() }) }),
    }),
  ),
});

/**
 * The keys that an S3 notification names, decoded, each once, in its order; undefined for any other message. A key
 * whose encoding is broken is a finding (`E_KEY_UNREADABLE`), since there is no object to read and no author to answer.
 */
export function keysOfNotification(body: string): { keys: string[]; findings: Finding[] } | undefined {
  const parsed = z.safeParse(s3NotificationSchema, parseJson(body));
  if (!parsed.success) return undefined;
  const keys = new Set<string>();
  const findings: Finding[] = [];
  for (const record of parsed.data.Records) {
    const encoded = record.s3.object.key;
    const key = decodeKey(encoded);
    if (key === undefined) findings.push({ code: 'E_KEY_UNREADABLE', found: encoded.slice(0, MAX_FOUND) });
    else keys.add(key);
  }
  return { keys: [...keys], findings };
}

/** Form-encoding: `+` is a space, `%2B` a plus. Undefined for a broken `%` or bytes that are not UTF-8. */
function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
