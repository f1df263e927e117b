import * as z from 'zod/mini';

const MAX_LIST = 200;
const text = z.exactOptional(z.string());
const list = <T extends z.ZodMiniType>(item: T) =>
  z.exactOptional(z.array(item).check(z.maxLength(MAX_LIST)));

const valueSchema = z.object({ role: text, contenttype: text, value: z.string() });
const personSchema = z.object({
  name: text,
  rel: text,
  literal: text,
  symbols: list(z.object({ ticker: text, exchange: text, symbol: text })),
  contactinfo: list(z.object({ type: text, value: text })),
});

const ownShape = {
  uri: z.string(),
  type: text,
  representationtype: text,
  firstcreated: text,
  contentcreated: text,
  embargoed: text,
  embargoeduntil: text,
  pubstatus: text,
  copyrightholder: text,
  copyrightnotice: text,
  usageterms: text,
  ednote: text,
  language: text,
  headline: text,
  title: text,
  byline: text,
  by: text,
  located: text,
  expires: text,
  headlines: list(valueSchema),
  descriptions: list(valueSchema),
  bodies: list(valueSchema),
  person: list(personSchema),
  people: list(personSchema),
  organisation: list(personSchema),
  organisations: list(personSchema),
  subject: list(z.object({ name: text, rel: text })),
  subjects: list(z.object({ name: text, rel: text })),
};

/** ninjs 1 keeps by name what 2 and 3 keep in a list. */
const named = <T extends z.ZodMiniType>(item: T) =>
  z.exactOptional(
    z.pipe(
      z.union([z.array(item), z.record(z.string(), item)]),
      z.transform((held): z.infer<T>[] => (Array.isArray(held) ? held : Object.values(held))),
    ),
  );

/** Numbers that are written as text are of no use to us, and no reason to refuse an item. */
const renditions = named(z.object({ href: text, width: z.exactOptional(z.unknown()) }));

/** What we read of an item whose names are in small letters; `body_…` and the like are read by `rolesOf`. */
export const ninjsItemSchema = z.looseObject({
  ...ownShape,
  renditions,
  associations: named(z.looseObject({ ...ownShape, uri: text, renditions })),
});

export type NinjsItem = z.infer<typeof ninjsItemSchema>;
export type NinjsValue = z.infer<typeof valueSchema>;
export type NinjsPerson = z.infer<typeof personSchema>;

const LISTS = { headline: 'headlines', description: 'descriptions', body: 'bodies' } as const;

/** The values of one kind with their roles: `bodies` of ninjs 2 and 3, then `body_html` and the like of ninjs 1. */
export function rolesOf(
  item: Pick<NinjsItem, 'headlines' | 'descriptions' | 'bodies'>,
  kind: keyof typeof LISTS,
): NinjsValue[] {
  const patterned = Object.entries(item).flatMap(([key, value]) =>
    key.startsWith(`${kind}_`) && typeof value === 'string'
      ? [{ role: key.slice(kind.length + 1), value }]
      : [],
  );
  return [...(item[LISTS[kind]] ?? []), ...patterned];
}

/** Whether a value's role is of that kind; one without a role has the role "". */
export function ofRole(pattern: RegExp): (value: NinjsValue) => boolean {
  return ({ role }) => pattern.test(role ?? '');
}
