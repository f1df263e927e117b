/** Requests that one endpoint gets at once from this container (DESIGN §2, deliver). */
const MOST_IN_FLIGHT = 4;

/** Runs work for an endpoint as soon as one of its slots is free, in the order of asking. */
export type EndpointSlots = <T>(endpointId: string, work: () => Promise<T>) => Promise<T>;

type Door = { taken: number; waiting: (() => void)[] };

/** Slots for each endpoint; `mostInFlight` of them. */
export function makeEndpointSlots(mostInFlight: number = MOST_IN_FLIGHT): EndpointSlots {
  const doors = new Map<string, Door>();
  return async (endpointId, work) => {
    const door = doors.get(endpointId) ?? { taken: 0, waiting: [] };
    doors.set(endpointId, door);
    if (door.taken < mostInFlight) door.taken += 1;
    else await new Promise<void>((enter) => door.waiting.push(enter));
    try {
      return await work();
    } finally {
      leave(doors, endpointId, door);
    }
  };
}

/** A slot is handed on to whoever waits, so that nobody slips in between. */
function leave(doors: Map<string, Door>, endpointId: string, door: Door): void {
  const next = door.waiting.shift();
  if (next) return next();
  door.taken -= 1;
  if (door.taken === 0) doors.delete(endpointId);
}
