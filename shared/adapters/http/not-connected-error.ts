/** Why there was no connection, so that the peer surely got nothing: which phase failed, or took too long. */
export type NotConnected =
  | 'blocked'
  | 'dns-failed'
  | 'connect-failed'
  | 'tls-failed'
  | 'dns-timed-out'
  | 'connect-timed-out'
  | 'tls-timed-out';

/** No connection was made, or none that a request may go over. `message` is fit for the partner's log. */
export class NotConnectedError extends Error {
  override readonly name = 'NotConnectedError';
  readonly reason: NotConnected;

  constructor(reason: NotConnected, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}
