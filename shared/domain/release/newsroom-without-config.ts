import type { Head } from './head.ts';
import type { Newsroom } from './newsroom.ts';

/** A newsroom whose configuration is gone still has its releases. */
export function newsroomWithoutConfig({ newsroom, language }: Pick<Head, 'newsroom' | 'language'>): Newsroom {
  return { id: newsroom, name: newsroom, host: '', timezone: 'UTC', language };
}
