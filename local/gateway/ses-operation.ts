import * as z from 'zod';
import type { Outbox } from '../mail/outbox.ts';
import { AwsError } from '../protocol.ts';
import type { Region } from './json-actions.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request.ts';

const PATH = '/v2/email/outbound-emails';
const MOST_RECIPIENTS = 50;

/** Strict: what is not written into the outbox must not be taken. */
const sendEmailSchema = z.strictObject({
  FromEmailAddress: z.email(),
  Destination: z.strictObject({ ToAddresses: z.array(z.email()).min(1).max(MOST_RECIPIENTS) }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: z.strictObject({ Data: z.string().min(1), Charset: z.literal('UTF-8') }),
      Body: z.strictObject({
        Text: z.strictObject({ Data: z.string().min(1), Charset: z.literal('UTF-8') }),
      }),
    }),
  }),
});

/** Reads a request of SES's API v2: `SendEmail` with a plain text. The domain of the sender is taken as verified. */
export function sesOperation(request: Request, { outbox, at }: { outbox: Outbox; at: Region }): Operation {
  const { method, rawPath, body } = request;
  if (method !== 'POST' || rawPath !== PATH) {
    throw new AwsError('NotImplemented', `SES ${method} ${rawPath} is not run locally`, 501);
  }
  const mail = readMail(body);
  const { FromEmailAddress: from, Destination, Content } = mail;
  const { ToAddresses: to } = Destination;
  const { Subject, Body } = Content.Simple;
  const resource = `arn:aws:ses:${at.region}:${at.account}:identity/${from.split('@')[1] ?? ''}`;
  const context = { 'ses:fromaddress': from, 'ses:recipients': to };
  return {
    service: 'ses',
    name: 'SendEmail',
    action: 'ses:SendEmail',
    resource,
    needs: [{ action: 'ses:SendEmail', resource, context }],
    perform: () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        MessageId: outbox.put({ from, to, subject: Subject.Data, text: Body.Text.Data }),
      }),
    }),
  };
}

function readMail(body: Buffer): z.infer<typeof sendEmailSchema> {
  const read = sendEmailSchema.safeParse(jsonOf(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AwsError(
    'BadRequestException',
    `SendEmail is run locally for a plain text to recipients: ${issue?.path.join('.')} ${issue?.message}`,
  );
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON');
  }
}
