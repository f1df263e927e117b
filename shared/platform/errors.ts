/** What an infrastructure failure carries beside its message: never a body, a secret or unpublished text. */
export type ErrorContext = Readonly<Record<string, string | number>>;

type Details = { code: string; context?: ErrorContext; cause?: unknown };

/** A failure that time heals: throttled, unavailable, timed out. Thrown by adapters only. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly code: string;
  readonly context: ErrorContext;

  constructor(message: string, { code, context = {}, cause }: Details) {
    super(message, { cause });
    this.code = code;
    this.context = context;
  }
}

/** A failure that only a person heals: access denied, a missing table, an item that does not parse. Thrown by adapters only. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly code: string;
  readonly context: ErrorContext;

  constructor(message: string, { code, context = {}, cause }: Details) {
    super(message, { cause });
    this.code = code;
    this.context = context;
  }
}
