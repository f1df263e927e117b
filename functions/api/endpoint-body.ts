import * as z from 'zod/mini';
import { formatSchema, type EndpointFilter } from '#domain/partner/endpoint.ts';
import { eventTypeSchema } from '#domain/webhook/event-type.ts';

/** With ten earlier wishes kept beside the present ones, an endpoint's item stays far below DynamoDB's limit. */
const names = z.exactOptional(z.array(z.string().check(z.maxLength(80))).check(z.maxLength(50)));
const filterFields = {
  newsrooms: names,
  categories: names,
  languages: names,
  authors: names,
} satisfies Record<keyof EndpointFilter, typeof names>;
const events = z.array(eventTypeSchema).check(z.minLength(1), z.maxLength(6));
const filter = z.strictObject(filterFields);
const schedule = z.array(z.int().check(z.minimum(0), z.maximum(86_400))).check(
  z.minLength(1),
  z.maxLength(20),
  z.refine((waits) => waits[0] === 0, 'give seconds before each try; the first is not waited for: 0'),
);
const maxAge = z.int().check(z.minimum(60), z.maximum(604_800));
export const newEndpointSchema = z.strictObject({
  events: z.exactOptional(events),
  filter: z.exactOptional(filter),
  schedule: z.exactOptional(schedule),
  maxAge: z.exactOptional(maxAge),
  url: z.string(),
  format: z._default(formatSchema, 'thin'),
  minor: z._default(z.boolean(), false),
});
/** `null` takes back what was set. */
export const endpointChangeSchema = z.strictObject({
  events: z.exactOptional(z.nullable(events)),
  filter: z.exactOptional(z.nullable(filter)),
  schedule: z.exactOptional(z.nullable(schedule)),
  maxAge: z.exactOptional(z.nullable(maxAge)),
  url: z.exactOptional(z.string()),
  format: z.exactOptional(formatSchema),
  minor: z.exactOptional(z.boolean()),
});
export type EndpointChange = z.infer<typeof endpointChangeSchema>;
