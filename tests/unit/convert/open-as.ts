import { makeMemoryClock } from '#adapters/memory/clock.ts';
import { makeMemoryObjectStore } from '#adapters/memory/object-store.ts';
import { makeMemoryPrompts } from '#adapters/memory/prompts.ts';
import { conversionKey, conversionSchema, type Conversion } from '#domain/formats/conversion.ts';
import { convertVersion } from '../../../functions/convert/convert-version.ts';

/** What convert leaves of a file's bytes, read back as ingest reads it. */
export async function openAs(bytes: Uint8Array): Promise<Conversion> {
  const clock = makeMemoryClock(0);
  const converted = makeMemoryObjectStore({ clock });
  const deps = { converted, prompts: makeMemoryPrompts({ clock }), drop: { read: async () => bytes } };
  await convertVersion(deps, { prompt: 'convert', key: 'k', versionId: 'v' });
  const left = await converted.get(conversionKey('k', 'v'));
  return conversionSchema.parse(JSON.parse(new TextDecoder().decode(left?.body)));
}
