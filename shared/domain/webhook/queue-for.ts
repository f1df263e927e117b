import type { EventType } from './event-type.ts';

const URGENT: readonly EventType[] = ['release.withdrawn', 'release.killed'];

/** The queue that carries the prompt to tell an event: what must not be used any more goes before what is new. */
export function queueFor(event: EventType): 'urgent' | 'deliveries' {
  return URGENT.includes(event) ? 'urgent' : 'deliveries';
}
