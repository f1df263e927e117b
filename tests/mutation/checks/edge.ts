import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Check } from '../checks.ts';
import { expectAnswer } from '../probes.ts';
import { until } from '../until.ts';
import type { World } from '../world.ts';

/** Types that CloudFront does not compress; the object says them in its metadata. */
const DOCUMENTS = [
  ['probe.xml', 'application/atom+xml'],
  ['probe.json', 'application/feed+json'],
  ['probe.opml', 'text/x-opml'],
] as const;

/** What the distribution adds to the public bucket. */
export const edge: readonly Check[] = [
  { name: 'an address where nothing is answers the 404 page', run: notFound },
  { name: 'scripts of any site may read documents, in their true types', run: documents },
];

async function notFound(world: World): Promise<void> {
  const url = `${world.running.site}/n/blora/nothing`;
  await until(world, 'the 404 page', () => expectAnswer(url, 404, /^text\/html/, '</html>'), {
    movingMs: 2_000,
    withinMs: 30_000,
  });
}

async function documents({ running, s3 }: World): Promise<void> {
  for (const [Key, type] of DOCUMENTS) {
    const stored = { ContentType: 'application/xml', Metadata: { type }, Body: '<probe/>' };
    await s3.send(new PutObjectCommand({ Bucket: running.publicBucket, Key, ...stored }));
    const { headers } = await fetch(`${running.site}/${Key}`, { headers: { origin: 'https://any.example' } });
    const said = `${headers.get('content-type')} for ${headers.get('access-control-allow-origin')}`;
    if (said !== `${type} for *`) throw new Error(`/${Key} is ${said}`);
  }
}
