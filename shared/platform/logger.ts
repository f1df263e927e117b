import { Logger } from '@aws-lambda-powertools/logger';

/** What a line may carry: names, counts and times. Never a body, a secret, or text that is not yet public. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes structured lines. `message` is a fixed phrase; what varies goes into the fields. */
export type Log = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/** JSON lines on standard output, `service` in each; the level is the environment's `POWERTOOLS_LOG_LEVEL`. */
export function makeLogger(service: string): Log {
  const logger = new Logger({ serviceName: service });
  return {
    debug: (message, fields = {}) => logger.debug(message, { ...fields }),
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, fields = {}) => logger.error(message, { ...fields }),
  };
}
