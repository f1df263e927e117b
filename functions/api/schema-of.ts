import * as z from 'zod/mini';

/** JSON Schema 2020-12 of what a route reads, without its `$schema`: an OpenAPI document has one dialect for all. */
export function schemaOf(schema: z.ZodMiniType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
