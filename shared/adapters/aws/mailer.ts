import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '#ports/mailer.ts';
import { callAws } from './call-aws.ts';

const Charset = 'UTF-8';

/** Mails by Amazon SES, `from` an address whose domain is verified there. SES writes and escapes the headers. */
export function makeSesMailer({ client, from }: { client: SESv2Client; from: string }): Mailer {
  return {
    async send({ to, subject, text }) {
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [to] },
        Content: {
          Simple: { Subject: { Data: subject, Charset }, Body: { Text: { Data: text, Charset } } },
        },
      });
      // The recipient is nobody's business but SES's: errors carry their context into the log.
      await callAws('SendEmail', { subject }, () => client.send(command));
    },
  };
}
