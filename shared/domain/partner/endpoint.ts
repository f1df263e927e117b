import * as z from 'zod/mini';
import { eventTypeSchema } from '../webhook/event-type.ts';

export const endpointFilterSchema = z.object({
  newsrooms: z.exactOptional(z.array(z.string())),
  categories: z.exactOptional(z.array(z.string())),
  languages: z.exactOptional(z.array(z.string())),
  authors: z.exactOptional(z.array(z.string())),
});
export type EndpointFilter = z.infer<typeof endpointFilterSchema>;

export const formatSchema = z.enum(['thin', 'ninjs', 'jsonfeed', 'atom']);
export type Format = z.infer<typeof formatSchema>;

/** What an endpoint wants to be told: `events` absent means all, `minor` whether small changes too; and in which format. */
export const wishesSchema = z.object({
  format: z.exactOptional(formatSchema),
  events: z.exactOptional(z.array(eventTypeSchema)),
  filter: z.exactOptional(endpointFilterSchema),
  minor: z.boolean(),
});
export type Wishes = z.infer<typeof wishesSchema>;

/**
 * One webhook URL of a partner. `keys` name the derived signing secrets that are valid now (`until` absent: without
 * end), newest first; no secret is stored. `embargo` is the partner's. `wishesSince` is when the present wishes began
 * to hold, `earlierWishes` what held before, newest first (SEMANTICS, decideTelling 4).
 */
export const endpointSchema = z.extend(wishesSchema, {
  endpointId: z.string().check(z.regex(/^[a-z0-9-]{1,64}$/)),
  partnerId: z.string(),
  url: z.string(),
  format: formatSchema,
  state: z.enum(['pending', 'active', 'disabled']),
  embargo: z.enum(['hold', 'advance']),
  keys: z.array(z.object({ root: z.string(), generation: z.int(), until: z.exactOptional(z.string()) })),
  schedule: z.exactOptional(z.array(z.int())),
  maxAgeSeconds: z.exactOptional(z.int()),
  /** The proof that the URL is the partner's: asked since when, how often, and when it is asked again. */
  challenge: z.exactOptional(
    z.object({ since: z.string(), attempt: z.int(), next: z.exactOptional(z.string()) }),
  ),
  verifiedAt: z.exactOptional(z.string()),
  /** When it was last enabled by hand; what it was owed is on its way since then. */
  enabledAt: z.exactOptional(z.string()),
  disabled: z.exactOptional(z.object({ at: z.string(), why: z.string() })),
  wishesSince: z.exactOptional(z.string()),
  earlierWishes: z.exactOptional(z.array(z.extend(wishesSchema, { since: z.string() }))),
  createdAt: z.string(),
  rev: z.int(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

/**
 * `ENDPOINT#<id>` / `STATE`: an endpoint's health, a memory that deliver keeps; an endpoint that is well is not written.
 * `pausedUntil`: it asked for no requests before then; `probeAt`: after failures in a row nothing is sent before then;
 * `atOnce`: requests at a time, where they are fewer than usual; `leases`: the requests under way while it is not well;
 * `lastWhy`: what the last failure was (outcome-table.ts), `lastFirewall` whose page;
 * `goneAt`: it answered 410 and nothing else since; `warnedHours`: its partner was written to about so many hours.
 */
export const endpointHealthSchema = z.object({
  endpointId: z.string(),
  rev: z.int(),
  failuresInRow: z.int(),
  lastSuccessAt: z.exactOptional(z.string()),
  lastFailureAt: z.exactOptional(z.string()),
  firstFailureAt: z.exactOptional(z.string()),
  pausedUntil: z.exactOptional(z.string()),
  probeAt: z.exactOptional(z.string()),
  atOnce: z.exactOptional(z.int()),
  leases: z.exactOptional(z.array(z.object({ id: z.string(), until: z.string() }))),
  goneAt: z.exactOptional(z.string()),
  lastWhy: z.exactOptional(z.string()),
  lastFirewall: z.exactOptional(z.string()),
  warnedHours: z.exactOptional(z.int()),
});
export type EndpointHealth = z.infer<typeof endpointHealthSchema>;
