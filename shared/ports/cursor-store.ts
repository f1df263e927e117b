/** Where a sweep goes on; a memory only, losing it costs one more round. */
export type CursorStore = {
  getCursor(name: string): Promise<string | undefined>;
  putCursor(name: string, position: string | undefined): Promise<void>;
};
