import * as z from 'zod';
import type { Body } from './dynalite.ts';

type Expiry = {
  call: (action: string, input: Body) => Promise<{ status: number; body: Body }>;
  table: string;
  keys: readonly string[];
  attribute: string;
  /** Seconds since 1970. */
  before: number;
};

const page = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** The answer of `DescribeTimeToLive` for the attribute that the template names. */
export function describeTimeToLive(attribute: string | undefined): Body {
  const description =
    attribute === undefined
      ? { TimeToLiveStatus: 'DISABLED' }
      : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute };
  return { TimeToLiveDescription: description };
}

/**
 * Deletes the items whose time-to-live attribute is a number below `before`; gives how many. An item that was given
 * a later time since it was read stays.
 */
export async function deleteExpired({ call, table, keys, attribute, before }: Expiry): Promise<number> {
  const expired = {
    TableName: table,
    ExpressionAttributeNames: { '#expires': attribute },
    ExpressionAttributeValues: { ':before': { N: String(before) } },
  };
  let count = 0;
  let from: Body | undefined;
  do {
    const scan = { ...expired, FilterExpression: '#expires < :before' };
    const found = page.parse((await call('Scan', from ? { ...scan, ExclusiveStartKey: from } : scan)).body);
    for (const item of found.Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, item[key]]));
      const gone = { ...expired, Key, ConditionExpression: '#expires < :before' };
      if ((await call('DeleteItem', gone)).status === 200) count += 1;
    }
    from = found.LastEvaluatedKey;
  } while (from);
  return count;
}
