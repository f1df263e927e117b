/** One element of an item: its text, and what its attributes say. */
export type Field = { text: string; attributes: Readonly<Record<string, string>> };

/** One item of a feed or an export, by the names of its elements (`title`, `dc:creator`, `wp:status`, `atom:id` …). */
export type ForeignItem = {
  fields: ReadonlyMap<string, readonly Field[]>;
  /** It was larger than anything that is read. */
  tooLarge: boolean;
};

/** What the document says of all its items so far. */
export type Channel = {
  language?: string;
  /** Display names by login, as WordPress exports them. */
  authors: ReadonlyMap<string, string>;
  /** The address of the site that it is about. */
  link?: string;
  /** Addresses that the document says are its own (`rel="self"`). */
  self: readonly string[];
  /** It is WordPress's export, not a feed. */
  isExport: boolean;
};

/** The text of an item's first element of that name. */
export function textOf({ fields }: ForeignItem, name: string): string {
  return fields.get(name)?.[0]?.text.trim() ?? '';
}
