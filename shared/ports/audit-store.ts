export type AuditRecord = {
  at: string;
  id: string;
  actor: string;
  action: string;
  subject: string;
  detail?: Record<string, string>;
};

/** Append-only record of what people changed. */
export type AuditStore = {
  append(record: AuditRecord): Promise<void>;
  /** In order of time; `after` is `<at>#<id>` of the record to go on after. */
  list(day: string, options: { limit: number; after?: string }): Promise<AuditRecord[]>;
};
