import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { templateSchema, type Template } from './template.ts';

/** The file of the one template in a cloud assembly. */
function templateFile(assembly: string): string {
  const [file, ...more] = readdirSync(assembly).filter((name) => name.endsWith('.template.json'));
  if (file === undefined || more.length > 0) throw new Error(`${assembly} holds not exactly one template`);
  return file;
}

export function readTemplate(assembly: string): Template {
  return templateSchema.parse(JSON.parse(readFileSync(join(assembly, templateFile(assembly)), 'utf8')));
}

/** An assembly that differs from a given one in its template only; the assets are the same files. */
export function writeAssembly(folder: string, original: string, template: Template): string {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(original)) {
    const from = resolve(original, name);
    if (statSync(from).isDirectory()) symlinkSync(from, join(folder, name));
    else cpSync(from, join(folder, name));
  }
  writeFileSync(join(folder, templateFile(original)), JSON.stringify(template));
  return folder;
}
