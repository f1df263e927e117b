import { sign } from '#domain/webhook/sign.ts';
import type { Question } from './question.ts';
import { hmacAlone } from './sign.baseline.ts';

const KEY = Buffer.alloc(32, 7);

/** Signing a webhook of ordinary size. */
export const signing: Question = {
  kind: 'timed',
  name: 'sign',
  asks: 'sign of a 1 KB body, checks and base64 of the secret included ÷ node:crypto HMAC alone',
  prepare() {
    const signed = {
      id: 'msg_1',
      timestamp: 1_736_845_451,
      body: JSON.stringify({ text: 'x'.repeat(1000) }),
    };
    const secrets = [`whsec_${KEY.toString('base64')}`];
    const content = `${signed.id}.${signed.timestamp}.${signed.body}`;
    const rivals = {
      subject: () => sign({ ...signed, secrets }),
      baseline: () => hmacAlone(KEY, content),
    };
    if (rivals.subject() !== `v1,${rivals.baseline()}`) throw new Error('the two signatures differ');
    return rivals;
  },
};
