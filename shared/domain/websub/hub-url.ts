import { urlOf } from '../site/paths.ts';

/** The path of the WebSub hub, without the leading slash. */
export const HUB_KEY = 'websub';

/** The address of the site's hub, which every feed names as `rel=hub` (WebSub §4). */
export function hubUrlOf(siteUrl: string): string {
  return urlOf(siteUrl, HUB_KEY);
}
