/** One mail, plain text. */
export type Mail = { to: string; subject: string; text: string };

/** Sends mails; resolves once the mail is taken. Throws `TransientError` so that it is tried again. */
export type Mailer = { send(mail: Mail): Promise<void> };
