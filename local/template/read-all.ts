import type * as z from 'zod';
import type { Resource, Stack } from './stack.ts';

export type Read<Props> = Omit<Resource, 'props'> & { props: Props };

/**
 * Every resource of a type, its properties read by a schema. With a strict schema a property that it does not know
 * stops the start: what is not looked at must not be there.
 */
export function readAll<Schema extends z.ZodType>(
  stack: Stack,
  type: string,
  schema: Schema,
  wanted: (resource: Resource) => boolean = () => true,
): Read<z.infer<Schema>>[] {
  return stack
    .all(type)
    .filter(wanted)
    .map(({ id, ref, arn, props }) => {
      const read = schema.safeParse(props);
      if (!read.success) throw new Error(`${id} (${type}) is not run locally: ${explain(read.error)}`);
      return { id, ref, arn, props: read.data };
    });
}

const explain = (error: z.core.$ZodError): string =>
  error.issues
    .map(({ path, message }) => `${path.map(String).join('.') || 'properties'}: ${message}`)
    .join('; ');
