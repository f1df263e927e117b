import type { Api } from './api.ts';
import type { Aws } from './aws.ts';
import type { Shell } from './shell.ts';
import type { Target } from './target.ts';

/** One option as `--help` shows it; `value` names what follows it, and without it the option is a switch. */
export type Option = { about: string; value?: string; several?: boolean };

/** What was typed, and where it is to be done. */
export type Call = {
  shell: Shell;
  isJson: boolean;
  /** The argument of that place; empty where an optional one was left out. */
  arg: (index: number) => string;
  text: (option: string) => string | undefined;
  texts: (option: string) => readonly string[];
  isSet: (option: string) => boolean;
  target: () => Target;
  api: () => Promise<Api>;
  aws: () => Aws;
  /** Prints an answer: as JSON for a program, else as the text for a person. */
  show: (answer: unknown, text: string) => void;
};

/** One command of `presswire`. Its run gives the exit code: 0 it is done, 1 what was asked is not so or did not work. */
export type Command = {
  /** One or two words. */
  name: string;
  about: string;
  /** `<x>` has to be there, `[x]` may be left out. */
  args: readonly string[];
  options: Readonly<Record<string, Option>>;
  /** What somebody who has never used it needs to know. */
  more?: string;
  examples: readonly string[];
  run: (call: Call) => Promise<0 | 1>;
};
