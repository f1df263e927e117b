import { containerKind } from '#domain/formats/container-kind.ts';
import { openFolder } from './open-folder.ts';
import { openMail } from './open-mail.ts';
import { openWord } from './open-word.ts';
import { refused, type Opened } from './opened.ts';
import { unpackZip } from './unpack-zip.ts';

/** Opens a container by what it holds: a ZIP with Word's document in it is a Word file, whatever it is called. */
export async function openUpload(bytes: Buffer): Promise<Opened> {
  switch (containerKind(bytes)) {
    case 'mail':
      return openMail(bytes);
    case 'zip': {
      const unpacked = unpackZip(bytes);
      if ('finding' in unpacked) return refused(unpacked.finding);
      const isWord = unpacked.entries.some(({ name }) => name === '[Content_Types].xml');
      return isWord ? openWord(unpacked.entries) : openFolder(unpacked.entries);
    }
    case undefined:
      return refused({ code: 'E_FORMAT_UNKNOWN', found: '' });
  }
}
