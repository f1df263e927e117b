import type { LogFields } from './logger.ts';
import { PermanentError, TransientError } from './errors.ts';

const MAX_MESSAGE = 300;

/**
 * What a log line says about something thrown. The message of a SyntaxError is left out, since parsers quote what they
 * read, and that may be unpublished text or a secret; of a stack only the places are kept.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const shown = error instanceof SyntaxError ? {} : { errorMessage: error.message.slice(0, MAX_MESSAGE) };
  if (error instanceof TransientError || error instanceof PermanentError) {
    return { error: error.name, errorCode: error.code, ...shown, ...error.context };
  }
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, ...shown, at: places.slice(0, 8).join('\n') };
}
