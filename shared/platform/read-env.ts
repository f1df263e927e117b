import * as z from 'zod/mini';

/**
 * A function's settings, read and checked once at its cold start. Throws one error that names every variable that is
 * missing or unfit; values are not repeated in it.
 */
export function readEnv<Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<Schema> {
  const read = z.safeParse(schema, environment);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => {
    const name = path.map(String).join('.');
    return environment[name] === undefined ? `${name} is not set` : `${name} is unfit (${message})`;
  });
  throw new Error(
    `The environment of this function is incomplete: ${faults.join('; ')}. ` +
      `The stack sets it from the function's env.ts; deploy stack and code together.`,
  );
}
