import { comparedName } from '#domain/formats/picture-name.ts';
import type { PackedFile } from './opened.ts';

/** What a file is called behind the last slash. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Names of a mail's files, of which programs call any number `image.png`: each later one of a name gets a number. */
export function numbered(names: readonly string[]): string[] {
  const taken = new Set(names.map(comparedName));
  const seen = new Map<string, number>();
  return names.map((name) => {
    const compared = comparedName(name);
    let number = seen.get(compared) ?? 0;
    let free = name;
    if (number > 0) {
      const [, stem = '', ending = ''] = /^(.*?)(\.\w+)?$/s.exec(name) ?? [];
      do {
        number += 1;
        free = `${stem}-${number}${ending}`;
      } while (taken.has(comparedName(free)));
      taken.add(comparedName(free));
    }
    seen.set(compared, Math.max(number, 1));
    return free;
  });
}

/** A folder's files by their own names; where several have the same, by the way to them from where the text stands. */
export function namedFrom(text: string, files: readonly PackedFile[]): PackedFile[] {
  const folder = text.slice(0, text.length - fileName(text).length);
  const alike = Map.groupBy(files, ({ name }) => comparedName(name));
  return files.map((file) => {
    const isAlone = alike.get(comparedName(file.name))?.length === 1;
    const way = file.name.startsWith(folder) ? file.name.slice(folder.length) : file.name;
    return { ...file, name: isAlone ? fileName(file.name) : way };
  });
}
