import * as z from 'zod/mini';

const text = z.string();
const maybe = z.exactOptional(text);
const counts = z.record(text, z.int());
const next = maybe;

export const anything = z.unknown();
export const ownSchema = z.object({ role: z.enum(['operator', 'partner', 'author']), subject: text });
export type Own = z.infer<typeof ownSchema>;

export const activitySchema = z.object({
  isPartial: z.boolean(),
  steps: z.array(z.object({ at: text, uploads: counts, releases: counts, deliveries: counts })),
});
export type Activity = z.infer<typeof activitySchema>;

export const queuesSchema = z.object({
  queues: z.array(
    z.object({ name: text, waiting: z.int(), underWay: z.int(), delayed: z.int(), dead: z.int() }),
  ),
  overdueSince: maybe,
});
export type Queues = z.infer<typeof queuesSchema>;

const listed = {
  id: text,
  newsroom: text,
  state: text,
  version: z.int(),
  headline: text,
  firstPublicAt: maybe,
  updatedAt: text,
  note: maybe,
};
export const releasesSchema = z.object({ releases: z.array(z.object(listed)), next });

const mark = z.object({ version: z.int(), event: text });
const holderSchema = z.object({
  endpointId: text,
  told: z.exactOptional(mark),
  trying: z.exactOptional(mark),
  next: maybe,
  failed: z.exactOptional(z.object({ attempts: z.int(), over: z.exactOptional(z.boolean()) })),
  pickup: z.exactOptional(z.object({ url: text })),
  removal: z.exactOptional(z.object({ state: text, acked: z.exactOptional(z.boolean()), checkedAt: maybe })),
});
export type Holder = z.infer<typeof holderSchema>;
export const releaseSchema = z.object({
  ...listed,
  uri: text,
  versions: z.array(z.object({ version: z.int(), prev: z.int(), kind: text, state: text, at: text })),
  sources: z.record(text, z.object({ at: text, live: z.boolean() })),
  removal: z.exactOptional(z.object({ key: text, why: text })),
  holders: z.array(holderSchema),
});
export type Release = z.infer<typeof releaseSchema>;
export const versionSchema = z.object({
  version: z.int(),
  note: maybe,
  content: z.exactOptional(z.object({ headline: text, summary: maybe, bodyHtml: text })),
});
export type Version = z.infer<typeof versionSchema>;

export const uploadsSchema = z.object({
  uploads: z.array(
    z.object({
      key: text,
      versionId: text,
      uploadedAt: text,
      newsroom: text,
      state: text,
      would: maybe,
      release: z.exactOptional(z.object({ id: text, headline: text, version: z.int() })),
      findings: z.array(
        z.object({ code: text, line: z.exactOptional(z.int()), message: text, remedy: text }),
      ),
      more: z.exactOptional(z.int()),
    }),
  ),
  next,
});
export type Uploads = z.infer<typeof uploadsSchema>;

export const newsroomSchema = z.looseObject({
  id: text,
  name: text,
  host: text,
  timezone: text,
  language: text,
  contactEmail: maybe,
});
export const newsroomsSchema = z.object({ newsrooms: z.array(newsroomSchema), next });

export const partnerSchema = z.object({
  id: text,
  name: text,
  contactEmail: text,
  embargo: text,
  endpoints: z.array(text),
});
export const partnersSchema = z.object({ partners: z.array(partnerSchema), next });

export const endpointSchema = z.object({
  id: text,
  url: text,
  state: text,
  format: text,
  verifiedAt: maybe,
  disabled: z.exactOptional(z.object({ at: text, why: text })),
  health: z.exactOptional(
    z.object({
      failuresInRow: z.int(),
      lastSuccessAt: maybe,
      lastFailureAt: maybe,
      pausedUntil: maybe,
      probeAt: maybe,
      lastCause: maybe,
    }),
  ),
});
export type Endpoint = z.infer<typeof endpointSchema>;

const delivery = {
  id: text,
  endpointId: text,
  partnerId: text,
  webhookId: text,
  eventTime: text,
  event: text,
  releaseId: maybe,
  version: z.exactOptional(z.int()),
  state: text,
  test: z.exactOptional(z.boolean()),
  attempts: z.int(),
  lastAttemptAt: text,
  status: z.exactOptional(z.int()),
  durationMs: z.exactOptional(z.int()),
  next: maybe,
  pickupUrl: maybe,
};
export const deliveriesSchema = z.object({ deliveries: z.array(z.object(delivery)), next });
export type Delivery = z.infer<typeof deliveriesSchema>['deliveries'][number];
const headers = z.record(text, text);
export const oneDeliverySchema = z.object({
  ...delivery,
  failedAttempts: z.array(
    z.object({
      attempt: z.int(),
      at: text,
      why: text,
      ended: maybe,
      firewall: maybe,
      phase: maybe,
      address: maybe,
      timings: z.exactOptional(z.record(text, z.int())),
      status: z.exactOptional(z.int()),
      detail: maybe,
      requestHeaders: headers,
      bodySha256: text,
      responseHeaders: z.exactOptional(headers),
      responseBody: maybe,
      durationMs: z.int(),
      next: maybe,
    }),
  ),
});

export type Attempt = z.infer<typeof oneDeliverySchema>['failedAttempts'][number];

export const drillSchema = z.object({
  id: text,
  state: text,
  passed: z.exactOptional(z.int()),
  of: z.int(),
  grades: z._default(
    z.array(
      z.object({
        name: text,
        passed: z.boolean(),
        severe: z.exactOptional(z.boolean()),
        says: text,
        status: z.exactOptional(z.int()),
      }),
    ),
    [],
  ),
});
export type Drill = z.infer<typeof drillSchema>;
export const replaySchema = z.object({ id: text, state: text, seen: z.int(), prompted: z.int() });
export type Replay = z.infer<typeof replaySchema>;
export const secretSchema = z.object({ secret: text, oldSecretSignsUntil: text });
export const holdingsSchema = z.object({
  holdings: z.array(
    z.object({ uri: text, version: z.int(), state: text, toldVersion: z.exactOptional(z.int()) }),
  ),
  next,
});
