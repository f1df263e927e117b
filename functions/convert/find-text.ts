import { containerKind } from '#domain/formats/container-kind.ts';
import { decodeText } from '#domain/formats/decode-text.ts';
import { MAX_UPLOAD_BYTES } from '#domain/formats/limits.ts';
import { isDetailsName } from '#domain/formats/picture-key.ts';
import { readUpload } from '#domain/formats/read-upload.ts';
import { fileName } from './tell-apart.ts';
import type { ZipEntry } from './unpack-zip.ts';

const TEXT_NAME = /\.(?:md|markdown|txt|text|html?|json|xml|docx|eml)$/i;
/** Files whose names say nothing of a text are looked into, a few of them. */
const MOST_LOOKED_INTO = 10;

/** The texts of a folder, of which there should be one, and the details that lie beside it. */
export type FolderTexts = { texts: ZipEntry[]; details?: ZipEntry };

/**
 * Finds the text among what is no picture: by names that a text has; where none has one, by content. One that is called
 * release is the one that is meant; `release.json` is its details where another text is there.
 */
export function findText(entries: readonly ZipEntry[]): FolderTexts {
  const meant = entries.filter(({ name }) => !/^readme/i.test(fileName(name)));
  const named = meant.filter(({ name }) => TEXT_NAME.test(name));
  const texts = named.length > 0 ? named : meant.filter(mayBeText).slice(0, MOST_LOOKED_INTO).filter(isText);
  const [details] = texts.filter(({ name }) => isDetailsName(name));
  const others = texts.filter(({ name }) => !isDetailsName(name));
  if (others.length === 0) return { texts };
  const releases = others.filter(({ name }) => /^(?:release|rilis)\./i.test(fileName(name)));
  return { texts: releases.length === 1 ? releases : others, ...(details === undefined ? {} : { details }) };
}

/** A Word file among the files of a ZIP, by what its own directory lists. */
export function isPackedWord(bytes: Buffer): boolean {
  return containerKind(bytes) === 'zip' && bytes.includes('word/document.xml');
}

function mayBeText({ bytes }: ZipEntry): boolean {
  return containerKind(bytes) === 'mail' || isPackedWord(bytes) || bytes.length <= MAX_UPLOAD_BYTES;
}

function isText({ name, bytes }: ZipEntry): boolean {
  if (containerKind(bytes) === 'mail' || isPackedWord(bytes)) return true;
  const { text } = decodeText(bytes);
  return text !== undefined && readUpload(text, fileName(name)).reading !== undefined;
}
