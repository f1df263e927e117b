import { containerKind } from '#domain/formats/container-kind.ts';
import type { Finding } from '#domain/receipt/finding.ts';
import { openFolder } from './open-folder.ts';
import { openMail } from './open-mail.ts';
import { openWord } from './open-word.ts';
import { refused, type Opened } from './opened.ts';
import { unpackZip, type ZipEntry } from './unpack-zip.ts';

/** What other programs pack into a ZIP, by an entry that only they write. */
const FOREIGN: readonly { entry: RegExp; is: string }[] = [
  { entry: /^META-INF\/manifest\.xml$/, is: 'OpenDocument (.odt)' },
  { entry: /^Index(?:\/Document\.iwa|\.zip)$/, is: 'Pages (.pages)' },
  { entry: /^xl\//, is: 'Excel (.xlsx)' },
  { entry: /^ppt\//, is: 'PowerPoint (.pptx)' },
];

/** Opens a container by what it holds: a ZIP with Word's document in it is a Word file, whatever it is called. */
export async function openUpload(bytes: Buffer, name = ''): Promise<Opened> {
  switch (containerKind(bytes)) {
    case 'mail':
      return openMail(bytes);
    case 'zip': {
      const unpacked = unpackZip(bytes);
      if ('finding' in unpacked) return refused(namedAs(name, unpacked.finding));
      const foreign = foreignKind(unpacked.entries);
      if (foreign !== undefined) return refused({ code: 'E_FORMAT_UNKNOWN', found: foreign });
      const isWord = unpacked.entries.some(({ name }) => name === '[Content_Types].xml');
      return isWord ? openWord(unpacked.entries) : openFolder(unpacked.entries);
    }
    case undefined:
      return refused({ code: 'E_FORMAT_UNKNOWN', found: '' });
  }
}

/** Whoever sent a Word file knows nothing of ZIPs. */
function namedAs(name: string, { code, found = '' }: Finding): Finding {
  const isWord = code === 'E_ZIP_BROKEN' && /\.docx$/i.test(name);
  return {
    code: isWord ? 'E_WORD_BROKEN' : code,
    found: (found === '' || isWord ? name : found).slice(0, 120),
  };
}

function foreignKind(entries: readonly ZipEntry[]): string | undefined {
  return FOREIGN.find(({ entry }) => entries.some(({ name }) => entry.test(name)))?.is;
}
