/** The cache between the public bucket and its readers. */
export type Edge = {
  /**
   * Takes everything under a path out of the cache, however long it might have been kept. `event` names what happened:
   * asked again for the same event, nothing more is done.
   */
  invalidate(order: { pathPrefix: string; event: string }): Promise<void>;
};
