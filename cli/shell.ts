/** What a command has of the machine that it runs on; a test gives its own. */
export type Shell = {
  env: Readonly<Record<string, string | undefined>>;
  /** An answer, one line or several. */
  print: (text: string) => void;
  /** A remark, progress or complaint, which no program reads. */
  say: (text: string) => void;
  /** Shows one line over the last one where a person looks, and nothing elsewhere. */
  progress: (line: string) => void;
  /** Undefined where nobody can answer. */
  question: ((text: string) => Promise<string>) | undefined;
  /** Everything on the standard input. */
  input: () => Promise<string>;
  nowMs: () => number;
  /** Waits; ends early when the person stops the command. */
  pause: (ms: number) => Promise<void>;
  /** Whether the person has stopped the command. */
  isStopped: () => boolean;
};
