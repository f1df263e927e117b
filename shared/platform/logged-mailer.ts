import type { Mailer } from '#ports/mailer.ts';
import type { Log } from './logger.ts';

/** Stands in where no sender is configured: an operator finds the subject in the log, and nobody the address. */
export function makeLoggedMailer(logger: Log): Mailer {
  return {
    async send({ subject }) {
      logger.warn('mail not sent: the stack has no sender (PRESSWIRE_MAIL_FROM)', { subject });
    },
  };
}
