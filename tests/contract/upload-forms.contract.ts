import { describe, expect, it } from 'vitest';
import type { UploadForms } from '#ports/upload-forms.ts';
import type { Harness } from './harness.ts';

/** What all `UploadForms` do. */
export function uploadFormsContract({ make }: Harness<{ forms: UploadForms; nowMs: () => number }>): void {
  describe('UploadForms', () => {
    it('makes a form that names its key, the most bytes and its end', async () => {
      const { forms, nowMs } = await make();
      const form = await forms.makeForm('incoming/blora/é 1.md', { maxBytes: 99, seconds: 600 });
      expect(form.fields['key']).toBe('incoming/blora/é 1.md');
      const policy = JSON.parse(Buffer.from(form.fields['policy']!, 'base64').toString('utf8'));
      expect(policy.conditions).toContainEqual({ key: 'incoming/blora/é 1.md' });
      expect(policy.conditions).toContainEqual(['content-length-range', 1, 99]);
      expect(policy.expiration).toBe(form.expiresAt);
      expect(new URL(form.url).origin).toBe(await forms.origin());
      const signed = await forms.makeForm('k', {
        maxBytes: 9,
        seconds: 60,
        metadata: { 'uploaded-by': 'a1' },
      });
      expect(signed.fields['x-amz-meta-uploaded-by']).toBe('a1');
      const conditions = JSON.parse(Buffer.from(signed.fields['policy']!, 'base64').toString()).conditions;
      expect(conditions).toContainEqual({ 'x-amz-meta-uploaded-by': 'a1' });
      const left = Date.parse(form.expiresAt) - nowMs();
      expect(left).toBeLessThanOrEqual(600_000);
      expect(left).toBeGreaterThan(0);
    });
  });
}
