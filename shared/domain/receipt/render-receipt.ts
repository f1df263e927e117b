import type { Finding } from './finding.ts';
import { messageFor, receiptLanguage } from './messages.ts';
import type { Receipt, UploadState } from './receipt.ts';

type Words = {
  states: Readonly<Record<UploadState, string>>;
  /** Before how an upload would have ended that was only checked. */
  would: string;
  line: string;
  file: string;
  todo: string;
  notes: string;
};

const WORDS: Readonly<Record<'en' | 'id', Words>> = {
  en: {
    states: {
      published: 'Published',
      scheduled: 'Scheduled: it is published when its time comes',
      embargoed: 'Under embargo: it is published when its time comes',
      unchanged: 'Unchanged: this text was published before',
      superseded: 'Not used: a newer upload took its place',
      refused: 'Not published',
      held: 'Held back, not published',
      quarantined: 'Not published: people at the network will look at it',
      deleted: 'Deleted',
      checked: 'Only checked: nothing was published',
      kept: 'Received: the picture is shown with its text',
      waiting: 'Waiting for a picture',
    },
    would: 'Uploaded for publication it would be',
    line: 'line',
    file: 'File',
    todo: 'What to put right',
    notes: 'What we noticed',
  },
  id: {
    states: {
      published: 'Sudah terbit',
      scheduled: 'Dijadwalkan: terbit pada waktunya',
      embargoed: 'Diembargo: terbit pada waktunya',
      unchanged: 'Tidak berubah: naskah ini sudah pernah terbit',
      superseded: 'Tidak dipakai: sudah digantikan unggahan yang lebih baru',
      refused: 'Tidak diterbitkan',
      held: 'Ditahan, tidak diterbitkan',
      quarantined: 'Tidak diterbitkan: petugas jaringan akan memeriksanya',
      deleted: 'Dihapus',
      checked: 'Hanya diperiksa: tidak ada yang diterbitkan',
      kept: 'Diterima: gambar tampil bersama naskahnya',
      waiting: 'Menunggu gambar',
    },
    would: 'Bila diunggah untuk terbit, hasilnya',
    line: 'baris',
    file: 'Berkas',
    todo: 'Yang perlu diperbaiki',
    notes: 'Yang kami temukan',
  },
};

/** The receipt as it is given out: each finding with its message and remedy in the receipt's language. */
export function toldReceipt(receipt: Receipt) {
  const { key, versionId, uploadedAt, newsroom, language, state, would, release, findings } = receipt;
  const told = findings.map((finding) => {
    const { code, line, found, values } = finding;
    return { code, line, found, values, ...messageFor(finding, language) };
  });
  return { key, versionId, uploadedAt, newsroom, language, state, would, release, findings: told };
}

/** The receipt as a JSON document. */
export function renderReceiptJson(receipt: Receipt): string {
  return `${JSON.stringify(toldReceipt(receipt), null, 2)}\n`;
}

/** How an upload ended, or would have, as a line or two for its author. */
export function endingOf({ state, would, language }: Pick<Receipt, 'state' | 'would' | 'language'>): string {
  const words = WORDS[receiptLanguage(language)];
  return would === undefined
    ? words.states[state]
    : `${words.states[state]}\n${words.would}: ${words.states[would]}`;
}

type Told = Pick<Receipt, 'key' | 'state' | 'would' | 'language' | 'release'> & {
  findings: readonly ToldFinding[];
};
type ToldFinding = Pick<Finding, 'code'> & {
  line?: number | undefined;
  message: string;
  remedy: string;
};

/** The receipt as a text that a press officer reads on a phone: how it ended, what to put right, what we noticed. */
export function renderReceiptText(receipt: Receipt): string {
  const { release, ...told } = toldReceipt(receipt);
  const { would, ...rest } = told;
  return renderToldText({
    ...rest,
    ...(would === undefined ? {} : { would }),
    ...(release === undefined ? {} : { release }),
  });
}

/** The same of a receipt whose findings have their messages already. */
export function renderToldText(receipt: Told): string {
  const words = WORDS[receiptLanguage(receipt.language)];
  const { release, findings } = receipt;
  const errors = findings.filter(({ code }) => code.startsWith('E_'));
  const warnings = findings.filter(({ code }) => !code.startsWith('E_'));
  return `${[
    [endingOf(receipt), release?.headline, release?.url].filter(Boolean).join('\n'),
    `${words.file}: ${receipt.key}`,
    section(words.todo, errors, words.line),
    section(words.notes, warnings, words.line),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function section(title: string, findings: readonly ToldFinding[], lineWord: string): string {
  if (findings.length === 0) return '';
  const items = findings.map(({ code, line, message, remedy }) => {
    const place = line === undefined ? code : `${code}, ${lineWord} ${line}`;
    return `- ${message}\n  ${remedy}\n  (${place})`;
  });
  return `${title}:\n${items.join('\n')}`;
}
