import { createContext, Script } from 'node:vm';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../template/json.ts';

/** Runs a CloudFront function on an event; throws what its code throws. */
export type EdgeFunction = (event: object) => Promise<unknown>;
type Values = Readonly<Record<string, unknown>>;

/** CloudFront developer guide, "Restrictions on edge functions". */
const FORBIDDEN =
  /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/;
const READ_ONLY = {
  'viewer-request': ['content-length', 'host', 'transfer-encoding', 'via'],
  'viewer-response': ['warning', 'via'],
} as const;

/**
 * Compiles a function in a context that has the language and `console` and nothing else: no timers, `fetch`, `process`,
 * `URL`. That is no security boundary, the code is the project's own; CloudFront's limit on computing is not emulated.
 */
export function makeEdgeFunction(name: string, code: string, log: (line: string) => void): EdgeFunction {
  const sandbox: { event: string; console: { log: (...words: unknown[]) => void } } = {
    event: '',
    console: { log: (...words) => log(words.map(String).join(' ')) },
  };
  const context = createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  new Script(code, { filename: `${name}.js` }).runInContext(context);
  const call = new Script('handler(JSON.parse(event))');
  return async (event) => {
    sandbox.event = JSON.stringify(event);
    const returned: unknown = await call.runInContext(context);
    const copied: Json = JSON.parse(JSON.stringify(returned ?? null));
    return copied;
  };
}

/** Throws where CloudFront answers 502: a function that changed a header it may not touch. */
export function checkHeaders(type: keyof typeof READ_ONLY, before: Values, after: Values): void {
  const changed = Object.keys({ ...before, ...after }).filter(
    (name) => !isDeepStrictEqual(before[name], after[name]),
  );
  const readOnly: readonly string[] = READ_ONLY[type];
  const wrong = changed.find(
    (name) => FORBIDDEN.test(name.toLowerCase()) || readOnly.includes(name.toLowerCase()),
  );
  if (wrong !== undefined) throw new Error(`a ${type} function may not change the header ${wrong}`);
}
