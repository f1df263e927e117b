import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { feedPointerSchema, feedStateSchema } from '#domain/feed/feed-entry.ts';
import { endpointHealthSchema, endpointSchema } from '#domain/partner/endpoint.ts';
import { partnerSchema } from '#domain/partner/partner.ts';
import { dueSchema } from '#domain/prompt/due.ts';
import {
  changePromptSchema,
  deliveryPromptSchema,
  feedPromptSchema,
  uploadPromptSchema,
} from '#domain/prompt/prompt.ts';
import { claimSchema } from '#domain/release/claim.ts';
import { headSchema } from '#domain/release/head.ts';
import { newsroomSchema } from '#domain/release/newsroom.ts';
import { sourceSchema } from '#domain/release/source.ts';
import { versionSchema } from '#domain/release/version.ts';
import { attemptSchema, deliverySchema } from '#domain/webhook/delivery.ts';
import { holderSchema } from '#domain/webhook/holder.ts';

/** Tables and messages as deployments of their day left them, one a folder; what is added to them stays here for good. */
const STORED = join(import.meta.dirname, '../../fixtures/stored');

/** Which schema reads an item, by `<pk> / <sk>`; an item that is listed without one is read by its key alone. */
const ITEMS: readonly [key: RegExp, schema: z.ZodMiniType<object> | undefined][] = [
  [/^RELEASE#.* \/ LATEST$/, headSchema],
  [/^RELEASE#.* \/ VERSION#/, versionSchema],
  [/^HOLDER#/, holderSchema],
  [/^SOURCE#/, sourceSchema],
  [/^CONTENT#.* \/ [a-z]/, claimSchema],
  [/^FEED#.* \/ STATE$/, feedStateSchema],
  [/^FEED#.* \/ \d/, feedPointerSchema],
  [/^DUE#/, dueSchema],
  [/^NEWSROOM#.* \/ CONFIG$/, newsroomSchema],
  [/^PARTNER#/, partnerSchema],
  [/^ENDPOINT#\d+ \//, endpointSchema],
  [/^ENDPOINT#.* \/ STATE$/, endpointHealthSchema],
  [/^ENDPOINT#.* \/ DELIVERY#/, deliverySchema],
  [/^ENDPOINT#.* \/ ATTEMPT#/, attemptSchema],
  [/^(?:AUDIT#|CURSOR#|NEWSROOMS |PARTNERS )/, undefined],
];
const MESSAGES: Readonly<Record<string, z.ZodMiniType<object>>> = {
  uploads: uploadPromptSchema,
  changes: changePromptSchema,
  feeds: feedPromptSchema,
  deliveries: deliveryPromptSchema,
};

const itemsSchema = z.array(z.looseObject({ pk: z.string(), sk: z.string() }));
const messagesSchema = z.record(z.string(), z.array(z.looseObject({ prompt: z.string() })));
const read = (folder: string, name: string): unknown =>
  JSON.parse(readFileSync(join(STORED, folder, name), 'utf8'));

describe.each(readdirSync(STORED))('%s', (folder) => {
  const items = itemsSchema.parse(read(folder, 'items.json'));

  it.each(items.map((item) => [`${item.pk} / ${item.sk}`, item] as const))('%s is read', (key, item) => {
    const row = ITEMS.find(([pattern]) => pattern.test(key));
    expect(row, 'a schema for it').toBeDefined();
    const { pk: _pk, sk: _sk, ...written } = item;
    // Nothing of it is lost, and nothing is made up that was not known then.
    if (row?.[1] !== undefined) expect(row[1].parse(item)).toEqual(written);
  });

  const messages = Object.entries(messagesSchema.parse(read(folder, 'messages.json')));
  it.each(messages.flatMap(([queue, sent]) => sent.map((message) => [queue, message] as const)))(
    'on %s, %j is read',
    (queue, message) => {
      expect(MESSAGES[queue]?.parse(message)).toEqual(message);
      expect(MESSAGES[queue]?.parse({ ...message, sentBy: 'a newer deployment' })).toEqual(message);
    },
  );
});
