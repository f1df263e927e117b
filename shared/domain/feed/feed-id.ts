/** The feed that holds every release of the network. */
export const NETWORK_FEED = 'network';

/**
 * A feed's id is the path of its documents without slashes at the ends: `network` for the site's root,
 * `n/<newsroom>` for a newsroom (DESIGN §5). Ids are the DynamoDB key `FEED#<id>` and the FIFO group `feed:<id>`.
 */
export function newsroomFeed(newsroomId: string): string {
  return `n/${newsroomId}`;
}

/** The feeds that a release belongs to. */
export function feedsOf(release: { newsroom: string }): string[] {
  return [NETWORK_FEED, newsroomFeed(release.newsroom)];
}
