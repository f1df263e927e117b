/** The queues of the stack, as they are named in it. */
export const QUEUES = ['Uploads', 'Conversions', 'Changes', 'Feeds', 'Urgent', 'Deliveries', 'Bulk'] as const;
export type Queue = (typeof QUEUES)[number];
