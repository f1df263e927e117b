/** The roots that signing secrets are derived from, newest first; append-only (DESIGN §5). */
export type Keyring = {
  roots(): Promise<readonly { id: string; secret: Uint8Array }[]>;
};
