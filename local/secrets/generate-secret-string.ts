import { randomInt } from 'node:crypto';
import * as z from 'zod';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const DEFAULT_LENGTH = 32;
const MAX_LENGTH = 4096;

const schema = z.strictObject({
  PasswordLength: z.number().int().min(1).max(MAX_LENGTH).default(DEFAULT_LENGTH),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
const templateSchema = z.record(z.string(), z.unknown());

/**
 * A new value by the `GenerateSecretString` property of `AWS::SecretsManager::Secret`: a password, or the JSON template
 * with the password under the given key. `pick(n)` gives an integer below n, evenly spread; by default the system's.
 * Throws, with the secret's name, for settings that leave no character or contradict each other.
 */
export function generateSecretString(
  settings: unknown,
  where: string,
  pick: (below: number) => number = randomInt,
): string {
  const read = schema.safeParse(settings ?? {});
  if (!read.success) throw new Error(`${where}: GenerateSecretString: ${z.prettifyError(read.error)}`);
  const { SecretStringTemplate: template, GenerateStringKey: key } = read.data;
  if ((template === undefined) !== (key === undefined)) {
    throw new Error(`${where}: SecretStringTemplate and GenerateStringKey go together`);
  }
  const password = makePassword(read.data, where, pick);
  if (template === undefined || key === undefined) return password;
  return JSON.stringify({ ...parseTemplate(template, where), [key]: password });
}

function makePassword(
  settings: z.infer<typeof schema>,
  where: string,
  pick: (below: number) => number,
): string {
  const alphabets = [
    settings.ExcludeLowercase ? '' : LOWER,
    settings.ExcludeUppercase ? '' : LOWER.toUpperCase(),
    settings.ExcludeNumbers ? '' : DIGITS,
    settings.ExcludePunctuation ? '' : PUNCTUATION,
    settings.IncludeSpace ? ' ' : '',
  ]
    .map((alphabet) => alphabet.split('').filter((each) => !settings.ExcludeCharacters.includes(each)))
    .filter((alphabet) => alphabet.length > 0);
  const required = settings.RequireEachIncludedType ? alphabets : [];
  if (alphabets.length === 0 || required.length > settings.PasswordLength) {
    throw new Error(`${where}: GenerateSecretString leaves no password that fulfils it`);
  }
  const all = alphabets.flat();
  const from = [...required, ...Array.from({ length: settings.PasswordLength - required.length }, () => all)];
  return shuffle(
    from.map((alphabet) => alphabet[pick(alphabet.length)] ?? ''),
    pick,
  ).join('');
}

/** Fisher and Yates. */
function shuffle(items: string[], pick: (below: number) => number): string[] {
  const left = [...items];
  return items.map(() => left.splice(pick(left.length), 1)[0] ?? '');
}

function parseTemplate(template: string, where: string): Record<string, unknown> {
  try {
    return templateSchema.parse(JSON.parse(template));
  } catch (cause) {
    throw new Error(`${where}: SecretStringTemplate is not a JSON object`, { cause });
  }
}
