/** Something that keeps the run from starting and that a person can put right; its message is the one line to show. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
