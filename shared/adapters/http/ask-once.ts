import type { Dispatcher } from 'undici';

type Headers = Readonly<Record<string, string>>;

/** A whole answer; `body` is its first bytes where it is `truncated`. */
export type Answer = { status: number; headers: Headers; body: string; truncated: boolean };

export type AnswerLimits = { totalMs: number; bodyBytes: number };

const UTF_8 = new TextDecoder();

/**
 * One request by undici's dispatcher itself, without the stream that `request` makes of every answer. `late` when there
 * was no whole answer within `totalMs`, making a connection included; informational answers are passed over (RFC
 * 9110 §15.2); where the body is longer than `bodyBytes` the connection is dropped with the rest of it. `onStart` is
 * called when the answer's headers have come.
 *
 * @throws undici's errors, and those of its connector.
 */
export function askOnce(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { totalMs, bodyBytes }: AnswerLimits,
  onStart: () => void,
): Promise<Answer | 'late'> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | 'late'>();
  let started: Dispatcher.DispatchController | undefined;
  let isOver = false;
  const timer = setTimeout(() => {
    end('late');
    started?.abort(new Error('too late'));
  }, totalMs);
  const end = (answer: Answer | 'late'): void => {
    isOver = true;
    clearTimeout(timer);
    resolve(answer);
  };

  let [status, length] = [0, 0];
  let headers: Headers = {};
  const chunks: Uint8Array[] = [];
  const answered = (truncated: boolean): Answer => {
    const [only = NOTHING, second] = chunks;
    const bytes = second === undefined ? only : Buffer.concat(chunks);
    return { status, headers, body: UTF_8.decode(bytes.subarray(0, bodyBytes)), truncated };
  };
  dispatcher.dispatch(request, {
    onRequestStart(controller) {
      started = controller;
      if (isOver) controller.abort(new Error('too late'));
    },
    onResponseStart(_, statusCode, received) {
      if (isOver || statusCode < 200) return;
      status = statusCode;
      headers = flattened(received);
      onStart();
    },
    onResponseData(controller, chunk) {
      if (isOver) return;
      chunks.push(chunk);
      length += chunk.length;
      if (length <= bodyBytes) return;
      end(answered(true));
      controller.abort(new Error('more than is read'));
    },
    onResponseEnd() {
      if (!isOver) end(answered(false));
    },
    onResponseError(_, error) {
      isOver = true;
      clearTimeout(timer);
      reject(error);
    },
  });
  return promise;
}

const NOTHING = new Uint8Array();

function flattened(received: Record<string, string | string[] | undefined>): Headers {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(received)) {
    if (value !== undefined)
      headers[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
}
