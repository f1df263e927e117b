/** Every release, but perhaps one of this second, in no order; for an operator's errands, since it is a look at the whole table. */
export type ReleaseIndex = {
  /** About `limit` items of the table a page; `after` is what the page before gave as `next`, which the last one lacks. */
  listReleases(options: { after?: string; limit: number }): Promise<{ releaseIds: string[]; next?: string }>;
};
