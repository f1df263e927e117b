/** An expected failure is a value (HOUSE rule 5): `error` carries a code union and what a person needs to know. */
export type Result<Value, Problem> = { ok: true; value: Value } | { ok: false; error: Problem };

export function success<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function failure<Problem>(error: Problem): { ok: false; error: Problem } {
  return { ok: false, error };
}
