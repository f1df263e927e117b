import * as z from 'zod/mini';

/** An address that mails are sent to. */
export const mailAddress = z
  .string()
  .check(z.maxLength(254), z.regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'it needs a mail address'));
