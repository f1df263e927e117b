import { describe, expect, it } from 'vitest';
import type { Mail, Mailer } from '#ports/mailer.ts';
import type { Harness } from './harness.ts';

/** A mailer, and what it let go. */
type Subject = { mailer: Mailer; sent: () => readonly Mail[] };

/** What every `Mailer` does. */
export function mailerContract({ make }: Harness<Subject>): void {
  describe('Mailer', () => {
    it('sends a text as it is, to one address', async () => {
      const { mailer, sent } = await make();
      const mail = {
        to: 'web@kabar.example',
        subject: 'Surat – “kedua”\r\nBcc: all@kabar.example',
        text: 'Baris satu.\n\n.\nFrom here: 🗞️ \u00e9\n',
      };
      await mailer.send(mail);
      await mailer.send({ ...mail, subject: 'Lagi' });
      expect(sent()).toEqual([mail, { ...mail, subject: 'Lagi' }]);
    });
  });
}
