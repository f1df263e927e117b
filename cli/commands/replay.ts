import * as z from 'zod';
import { given, pathOf } from '../ask-command.ts';
import type { Call, Command } from '../command.ts';
import { renderFacts } from '../render-table.ts';

const EVERY_MS = 1_000;
const jobSchema = z.looseObject({
  id: z.string(),
  state: z.enum(['running', 'done']),
  seen: z.number(),
  prompted: z.number(),
});
type Job = z.infer<typeof jobSchema>;

export const REPLAY: Command = {
  name: 'replay',
  about: 'tell an endpoint again what it missed, and watch how far that is',
  args: ['<partner>', '<endpoint>'],
  options: {
    state: {
      value: 'failed|delivered|never',
      several: true,
      about: 'what to tell again (failed); may be repeated',
    },
    since: { value: '<time>', about: 'from then on, such as 2026-03-01T00:00:00Z' },
    until: { value: '<time>', about: 'up to then' },
    delivery: { value: '<id>', about: 'this one delivery only' },
  },
  more:
    'failed: what was given up. delivered: what it had, for a receiver that lost its data. never: what is older than\n' +
    'the endpoint, to fill a new one. It always gets the newest truth. Ctrl-C stops the watching, not the replay.',
  examples: [
    'presswire replay daily-planet ep_1a2b --since 2026-03-01T00:00:00Z',
    'presswire replay daily-planet ep_1a2b --state never',
  ],
  run: async (call) => {
    const api = await call.api();
    const delivery = call.text('delivery');
    if (delivery !== undefined) {
      const sent = await api.get('POST', pathOf`/api/deliveries/${delivery}/replay`);
      call.show(sent, `${delivery} is on its way again.`);
      return 0;
    }
    const path = pathOf`/api/partners/${call.arg(0)}/endpoints/${call.arg(1)}/replay`;
    const body = given({ since: call.text('since'), until: call.text('until'), states: call.texts('state') });
    let job = jobSchema.parse(await api.get('POST', path, body));
    while (job.state === 'running' && !call.shell.isStopped()) {
      call.shell.progress(progressOf(job));
      await call.shell.pause(EVERY_MS);
      job = jobSchema.parse(await api.get('GET', `${path}/${encodeURIComponent(job.id)}`));
    }
    tell(call, job);
    return 0;
  },
};

function progressOf({ seen, prompted }: Job): string {
  return `looked at ${seen}, to be told again ${prompted}`;
}

function tell(call: Call, job: Job): void {
  const next =
    job.state === 'done'
      ? `${progressOf(job)}. They go out one after the other: presswire deliveries ${call.arg(0)}`
      : 'It goes on without you.';
  call.show(job, `${renderFacts(job)}\n\n${next}`);
}
