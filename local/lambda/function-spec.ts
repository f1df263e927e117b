import type { Json } from '../template/json.ts';

/** One function as the template declares it, ready to be run. */
export type FunctionSpec = {
  name: string;
  arn: string;
  /** ARN of the execution role. */
  role: string;
  /** Folder of the unpacked bundle. */
  directory: string;
  /** Module and export, `index.handler`. */
  handler: string;
  environment: Readonly<Record<string, string>>;
  timeoutMs: number;
  memoryMb: number;
  /** Most environments at a time (ReservedConcurrentExecutions); 0 means that it never runs. */
  reserved?: number;
};

export type InvokeResult = { ok: true; value: Json } | { ok: false; type: string; message: string };

/** Receives each line that a function writes, and what the platform says about it. */
export type OnLog = (functionName: string, line: string) => void;
