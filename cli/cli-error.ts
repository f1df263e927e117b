/** Ends a command with one line for the person who typed it. `usage` what was typed is wrong, `failed` what was asked did not work. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly kind: 'usage' | 'failed';

  constructor(kind: 'usage' | 'failed', message: string) {
    super(message);
    this.kind = kind;
  }
}

export function usage(message: string): CliError {
  return new CliError('usage', message);
}

export function failed(message: string): CliError {
  return new CliError('failed', message);
}
