import { mustArrive, type EventType } from './event-type.ts';

/** The queue that carries the prompt to tell an event: what must not be used any more goes before what is new. */
export function queueFor(event: EventType): 'urgent' | 'deliveries' {
  return mustArrive(event) ? 'urgent' : 'deliveries';
}
