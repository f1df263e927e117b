import * as z from 'zod';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** Any JSON value, typed: what templates, manifests, events and answers of functions are read with. */
export const json: z.ZodType<Json> = z.json();
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

/** Parses a text as a JSON object; an error names the place. */
function parseJsonObject(text: string, place: string): JsonObject {
  const read = jsonObject.safeParse(JSON.parse(text));
  if (!read.success) throw new Error(`${place} is not a JSON object`);
  return read.data;
}

export const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
