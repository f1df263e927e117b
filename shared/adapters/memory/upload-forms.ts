import type { Clock } from '#ports/clock.ts';
import type { UploadForms } from '#ports/upload-forms.ts';

/** Forms that nothing takes; the policy says what a bucket would hold to. */
export function makeMemoryUploadForms({ clock }: { clock: Clock }): UploadForms {
  return {
    origin: async () => 'https://drop.example',
    async makeForm(key, { maxBytes, seconds, metadata = {} }) {
      const said = Object.fromEntries(
        Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]),
      );
      const expiresAt = new Date(clock.now() + seconds * 1000).toISOString();
      const policy = {
        expiration: expiresAt,
        conditions: [
          { key },
          ...Object.entries(said).map(([name, value]) => ({ [name]: value })),
          ['content-length-range', 1, maxBytes],
        ],
      };
      return {
        url: 'https://drop.example/',
        fields: { key, ...said, policy: Buffer.from(JSON.stringify(policy)).toString('base64') },
        expiresAt,
      };
    },
  };
}
