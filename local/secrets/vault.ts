import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const OWNER_ONLY = 0o600;

const versionSchema = z.object({ id: z.string(), value: z.string(), createdAt: z.number() });
const secretSchema = z.object({ current: versionSchema, previous: versionSchema.optional() });
const vaultSchema = z.object({
  /** What the access keys of this run are derived from. */
  credentialSalt: z.string(),
  /** Made on first use by whoever asks for it: `operator` for the operator's API token. */
  tokens: z.record(z.string(), z.string()),
  secrets: z.record(z.string(), secretSchema),
});
export type SecretVersion = z.infer<typeof versionSchema>;
export type StoredSecret = z.infer<typeof secretSchema>;

export type Vault = {
  readonly credentialSalt: string;
  /** The token of that name, 256 random bits in base64url, the same at every start on this data. */
  token(name: string): string;
  /** Sets a token, for a run whose token was replaced by the application. */
  setToken(name: string, value: string): void;
  secret(arn: string): StoredSecret | undefined;
  secretArns(): readonly string[];
  storeSecret(arn: string, secret: StoredSecret): void;
};

/**
 * The one file that holds what this run must keep to itself, readable by its owner only and replaced as a whole, so a
 * killed process leaves the old one or the new one. Without a file the vault is in memory.
 * Throws for a file that is damaged: a new salt or secret in its place would silently orphan everything derived from it.
 */
export function openVault(file: string | undefined): Vault {
  const kept = file === undefined ? undefined : readVault(file);
  const content = kept ?? { credentialSalt: random(), tokens: {}, secrets: {} };
  const save = () => {
    if (file !== undefined) replaceFile(file, JSON.stringify(content));
  };
  if (!kept) save();
  return {
    credentialSalt: content.credentialSalt,
    token(name) {
      let token = content.tokens[name];
      if (token === undefined) {
        token = random();
        content.tokens[name] = token;
        save();
      }
      return token;
    },
    setToken(name, value) {
      content.tokens[name] = value;
      save();
    },
    secret: (arn) => content.secrets[arn],
    secretArns: () => Object.keys(content.secrets),
    storeSecret(arn, secret) {
      content.secrets[arn] = secret;
      save();
    },
  };
}

function readVault(file: string): z.infer<typeof vaultSchema> | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return vaultSchema.parse(JSON.parse(text));
  } catch {
    // The content stays out of the message: it may be half a secret.
    throw new Error(
      `${file} is damaged: it does not hold the secrets of a run. Put back a copy, or remove the data directory to start anew`,
    );
  }
}

function replaceFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, text, { mode: OWNER_ONLY });
  renameSync(draft, file);
}

const random = (): string => randomBytes(32).toString('base64url');
