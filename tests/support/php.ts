import { getPHPLoaderModule } from '@php-wasm/node-8-3';
import { loadPHPRuntime, PHP } from '@php-wasm/universal';

const STRICT =
  'error_reporting(E_ALL); set_error_handler(function ($n, $text, $file, $line) { throw new ErrorException("$text at $file:$line"); });';

/** A PHP 8.3 of its own, without a network and with no file but those that are given, below `/site`. */
export async function startPhp(files: Readonly<Record<string, string>>) {
  const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
  for (const folder of ['/site', '/site/wp-admin', '/site/wp-admin/includes']) php.mkdir(folder);
  for (const [name, text] of Object.entries(files)) php.writeFile(`/site/${name}`, text);
  return {
    /** What a script prints, as JSON; whatever PHP complains of fails. */
    async json(code: string): Promise<unknown> {
      const { text, errors, exitCode } = await php.run({ code: `<?php ${STRICT} ${code}` });
      if (exitCode !== 0 || errors !== '') throw new Error(`PHP ended with ${exitCode}: ${errors}${text}`);
      return JSON.parse(text);
    },
    stop: () => php.exit(),
  };
}

/** A value as a PHP expression. */
export function phpValue(value: unknown): string {
  return `json_decode(base64_decode('${Buffer.from(JSON.stringify(value)).toString('base64')}'), true)`;
}
