import type { Capacity } from '../dynamodb/capacity.ts';
import type { Need } from '../iam/authoriser.ts';
import type { Principal } from '../iam/principal.ts';
import type { Reply } from '../protocol.ts';
import type { Service } from './service.ts';

/** `code` is the error's name where a service has written its refusal itself. */
export type Answer = Reply & { capacity?: readonly Capacity[]; code?: string };

/** What the effect of an operation may know of its caller. */
export type Caller = {
  principal: Principal;
  requestId: string;
  /** Aborted when the client has gone: a long poll ends. */
  signal: AbortSignal;
  /** Whether this caller may do something else: some answers depend on it. */
  may: (need: Need) => boolean;
};

/** What one request asks for, before anyone has decided whether its caller may. */
export type Operation = {
  service: Service;
  /** The API's name, `PutObject`. */
  name: string;
  /** The IAM action and resource that stand for it in counts and faults. */
  action: string;
  resource: string;
  /** Everything that must be allowed; empty for what needs no permission. */
  needs: readonly Need[];
  perform: (caller: Caller) => Promise<Answer> | Answer;
};
