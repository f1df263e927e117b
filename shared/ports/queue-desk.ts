import type { QueueName } from '#domain/prompt/prompt.ts';

/** How many messages of a queue can be received, are being worked on, have their time to come, and were given up. */
export type QueueFigures = {
  name: QueueName;
  waiting: number;
  underWay: number;
  delayed: number;
  dead: number;
};

/** The queues as an operator sees them. Figures are SQS's approximations. */
export type QueueDesk = {
  figures(): Promise<QueueFigures[]>;
  /** Begins to move a queue's dead letters back into it; each counts as new. */
  redrive(queue: QueueName): Promise<void>;
};
