import type { Mail, Mailer } from '#ports/mailer.ts';

/** A mailer in memory that keeps what it was given. */
export function makeMemoryMailer(): Mailer & { sent: readonly Mail[] } {
  const sent: Mail[] = [];
  return {
    sent,
    async send(mail) {
      sent.push({ ...mail });
    },
  };
}
