import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { TransientError } from '#platform/errors.ts';
import type { EventBus } from '#ports/event-bus.ts';
import { callAws } from './call-aws.ts';

/** `source` of every event of ours. */
const SOURCE = 'presswire';

/** Events on a bus of Amazon EventBridge. An answer of 200 may still refuse an event (PutEvents, `FailedEntryCount`). */
export function makeEventBridgeBus(options: { client: EventBridgeClient; busName: string }): EventBus {
  return {
    async put({ type, at, uri, detail }) {
      const entry = {
        EventBusName: options.busName,
        Source: SOURCE,
        DetailType: type,
        Detail: detail,
        Resources: [uri],
        Time: new Date(at),
      };
      const command = new PutEventsCommand({ Entries: [entry] });
      const answer = await callAws('PutEvents', { type, uri }, () => options.client.send(command));
      const code = answer.Entries?.[0]?.ErrorCode;
      if ((answer.FailedEntryCount ?? 0) === 0 && code === undefined) return;
      throw new TransientError('EventBridge did not take an event.', {
        code: code ?? 'unknown',
        context: { type, uri },
      });
    },
  };
}
