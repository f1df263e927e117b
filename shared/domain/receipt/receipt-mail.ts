import type { Carried } from './carried.ts';
import type { KeptReceipt } from './kept-receipt.ts';
import { receiptLanguage } from './messages.ts';
import { endingOf, renderToldText } from './render-receipt.ts';

const MAX_SUBJECT = 150;

const WORDS = {
  en: {
    delivered: (told: number, all: number) =>
      `Delivered to ${told} of ${all} ${all === 1 ? 'partner' : 'partners'}.`,
    rest: 'The others are tried again for some days.',
    carried: 'Carried at',
    file: 'File',
  },
  id: {
    delivered: (told: number, all: number) => `Sudah dikirim kepada ${told} dari ${all} mitra.`,
    rest: 'Yang lain dicoba lagi selama beberapa hari.',
    carried: 'Dimuat di',
    file: 'Berkas',
  },
} as const;

type Text = { subject: string; text: string };

/** The mail that answers an upload: its receipt's text. */
export function receiptMail(receipt: KeptReceipt): Text {
  const [ending = ''] = endingOf(receipt).split('\n');
  return { subject: subjectOf(ending, receipt), text: renderToldText(receipt) };
}

/** The mail ten minutes after a publication: how many partners have it, and where they carry it. */
export function carriedMail(receipt: KeptReceipt, { told, partners, urls }: Carried): Text {
  const words = WORDS[receiptLanguage(receipt.language)];
  const delivered = words.delivered(told, partners);
  const paragraphs = [
    told < partners ? `${delivered} ${words.rest}` : delivered,
    ...(urls.length === 0 ? [] : [[`${words.carried}:`, ...urls.map((url) => `- ${url}`)].join('\n')]),
    [receipt.release?.headline, receipt.release?.url].filter(Boolean).join('\n'),
    `${words.file}: ${receipt.key}`,
  ];
  return { subject: subjectOf(delivered.replace(/\.$/, ''), receipt), text: `${paragraphs.join('\n\n')}\n` };
}

/** One line, however the headline or the file's name is written. */
function subjectOf(what: string, { release, key }: KeptReceipt): string {
  const about = release?.headline ?? key.slice(key.lastIndexOf('/') + 1);
  return `${what}: ${about}`.replace(/[\s\p{C}]+/gu, ' ').slice(0, MAX_SUBJECT);
}
