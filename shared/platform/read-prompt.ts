import type * as z from 'zod/mini';

/** Reads a message of a queue by its schema: undefined for one that does not parse. Throws for what is not JSON. */
export function promptReader<S extends z.ZodMiniType>(schema: S): (body: string) => z.output<S> | undefined {
  return (body) => {
    const read = schema.safeParse(JSON.parse(body));
    return read.success ? read.data : undefined;
  };
}
