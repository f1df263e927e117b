import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sanitizedHtmlSchema } from '#domain/html/sanitized-html.ts';
import type { Content } from '#domain/release/content.ts';
import type { Head } from '#domain/release/head.ts';
import { newsroomWithoutConfig } from '#domain/release/newsroom-without-config.ts';
import { documentBody } from '#domain/webhook/document.ts';
import type { EventType } from '#domain/webhook/event-type.ts';
import { sign } from '#domain/webhook/sign.ts';
import { aHead } from '../../support/a-head.ts';
import { contentOf } from '../../support/feed-facts.ts';
import { phpValue, startPhp } from '../../support/php.ts';

const NOW = Date.parse('2026-03-02T08:00:00Z') / 1000;
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const PICTURE = 'https://pictures.example/quay.jpg?w=1&h=2';

type Request = { headers: Record<string, string>; body: string };
type Reply = { status: number; data: Record<string, unknown>; headers: Record<string, string> };
type Post = { post_title: string; post_content: string; post_status: string; post_type: string };
type After = {
  replies: Reply[];
  posts: Post[];
  shown: string[];
  canonical: (string | null)[];
  fetched: string[];
  pictures: number;
  options: string[];
};

/** A webhook in the format `ninjs`, as deliver sends it. */
function webhook(
  event: EventType,
  version: number,
  changes: { head?: Partial<Head>; content?: Partial<Content>; note?: string; isTest?: boolean } = {},
): Request {
  const latest = aHead({ version, rev: version, ...changes.head });
  const content = { ...contentOf(latest), ...changes.content };
  const newsroom = newsroomWithoutConfig(latest);
  const note = changes.note === undefined ? {} : { note: changes.note };
  const made = { event, latest, content, newsroom, siteUrl: 'https://news.example', ...note };
  return signed(documentBody('ninjs', made), `msg_${event.replace('.', '-')}-${version}`, changes.isTest);
}

function signed(body: string, id: string, isTest = false): Request {
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(NOW),
      'webhook-signature': sign({ id, timestamp: NOW, body, secrets: [SECRET] }),
      ...(isTest ? { 'webhook-test': 'true' } : {}),
    },
  };
}

const html = (text: string): Partial<Content> => ({ bodyHtml: sanitizedHtmlSchema.parse(text) });

describe('the WordPress receiver', () => {
  let php: Awaited<ReturnType<typeof startPhp>>;
  beforeAll(async () => {
    const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    php = await startPhp({
      'wordpress.php': read('tests/support/wordpress.php'),
      'receiver.php': read('examples/receivers/wordpress/presswire-receiver.php'),
      'wp-admin/includes/media.php': '',
      'wp-admin/includes/file.php': '',
      'wp-admin/includes/image.php': '',
    });
  });
  afterAll(() => php.stop());

  /** What a new site answers to requests one after the other, and what stands in it then. */
  async function site(requests: readonly Request[], { between = [] as Request[], before = '' } = {}) {
    return (await php.json(`
      require '/site/wordpress.php';
      define('PRESSWIRE_KEYS', ['${SECRET}']);
      require '/site/receiver.php';
      add_filter('presswire_now', fn() => ${NOW});
      do_action('rest_api_init');
      ${before}
      $replies = [];
      $ask = function ($one) use (&$replies) {
        $route = Site::$routes['presswire/v1/webhook'];
        $reply = $route['callback'](new WP_REST_Request($one['headers'], $one['body']));
        $replies[] = ['status' => $reply->status, 'data' => (object) $reply->data, 'headers' => (object) $reply->headers];
      };
      $between = ${phpValue(between)};
      if ($between) Site::$before_write = function () use ($between, $ask) { foreach ($between as $one) $ask($one); };
      foreach (${phpValue(requests)} as $one) $ask($one);
      $shown = []; $canonical = []; $posts = [];
      foreach (Site::$posts as $id => $post) {
        if ($post['post_type'] !== 'post') continue;
        Site::$current = $id;
        $posts[] = $post;
        $shown[] = apply_filters('the_content', $post['post_content']);
        $canonical[] = apply_filters('get_canonical_url', null, new WP_Post($id));
      }
      echo json_encode(['replies' => $replies, 'posts' => $posts, 'shown' => $shown, 'canonical' => $canonical,
        'pictures' => count(array_filter(Site::$posts, fn($post) => $post['post_type'] === 'attachment')),
        'fetched' => Site::$fetched, 'options' => array_keys(Site::$options)]);`)) as After;
  }

  it('answers the challenge, and 401 to what is not signed', async () => {
    const challenge = '{"type":"endpoint.challenge","data":{"challenge":"abc"}}';
    const forged = { ...signed(challenge, 'msg_1'), body: challenge.replace('abc', 'abd') };
    const { replies, posts } = await site([signed(challenge, 'msg_1'), forged, { headers: {}, body: '' }]);
    expect(replies.map(({ status, data }) => [status, data])).toEqual([
      [200, { challenge: 'abc' }],
      [401, {}],
      [401, {}],
    ]);
    expect(posts).toEqual([]);
  });

  it('publishes once, replaces by uri, and says where', async () => {
    const first = webhook('release.published', 1, { content: html(`<p>One \\ “two”</p>`) });
    const second = webhook('release.updated', 2, {
      head: { headline: "New 'headline' \\ <b>x</b>" },
      content: html('<p>Two</p>'),
    });
    const { replies, posts, canonical, options } = await site([first, first, second, first, second]);
    const url = 'https://site.example/?p=1';
    expect(replies.map(({ status, data }) => [status, data])).toEqual([
      [200, { version: 1, url }],
      [200, { version: 1, url }],
      [200, { version: 2, url }],
      [200, { version: 2, url }],
      [200, { version: 2, url }],
    ]);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({
      post_title: "New 'headline' \\ x",
      post_content: '<p>Two</p>',
      post_status: 'publish',
    });
    expect(canonical).toEqual([expect.stringMatching(/^https:\/\/news\.example\/n\/blora\//)]);
    expect(options).toEqual([]);
  });

  it('keeps what authors write as they wrote it, and nothing executable', async () => {
    const text = '<p onclick="x()">C:\\dir “é” 🗞️</p><script>alert(1)</script><a href="javascript:x">y</a>';
    const { posts } = await site([webhook('release.published', 1, { content: html(text) })]);
    expect(posts[0]?.post_content).toBe('<p>C:\\dir “é” 🗞️</p>alert(1)<a href="">y</a>');
  });

  it('shows a correction above the text, escaped, and no other one', async () => {
    const { shown } = await site([
      webhook('release.published', 1),
      webhook('release.corrected', 2, {
        note: 'Not <b>Sunday</b> & not "Monday".',
        content: html('<p>T</p>'),
      }),
    ]);
    expect(shown).toEqual([
      '<p class="presswire-note"><strong>Not Sunday &amp; not &quot;Monday&quot;.</strong></p>\n<p>T</p>',
    ]);
  });

  it.each([
    ['release.withdrawn', 'withdrawn'],
    ['release.killed', 'killed'],
  ] as const)('puts what was %s into the trash with its picture, for good', async (event, state) => {
    const { replies, posts, options, pictures } = await site([
      webhook('release.published', 1, { content: html(`<p><img src="${PICTURE}"></p>`) }),
      webhook(event, 3, { head: { state } }),
      webhook('release.updated', 2),
    ]);
    expect(replies.at(-1)).toMatchObject({ status: 200, data: { version: 3, ack: 'removed' } });
    expect(posts.map(({ post_status }) => post_status)).toEqual(['trash']);
    expect([options, pictures]).toEqual([[], 0]);
  });

  it('keeps down what was taken down before it came, and brings back what is restored', async () => {
    const kill = webhook('release.killed', 2, { head: { state: 'killed' } });
    const late = await site([kill, webhook('release.published', 1)]);
    expect(late.posts.map(({ post_status }) => post_status)).toEqual(['trash']);
    const withdrawn = webhook('release.withdrawn', 2, { head: { state: 'withdrawn' } });
    const restored = await site([
      webhook('release.published', 1),
      withdrawn,
      webhook('release.published', 3),
    ]);
    expect(restored.posts.map(({ post_status }) => post_status)).toEqual(['publish']);
    expect(restored.replies.at(-1)?.data).toEqual({ version: 3, url: 'https://site.example/?p=1' });
  });

  it('keeps an advance copy as a draft, and a test to itself', async () => {
    const embargoedUntil = '2026-03-03T08:00:00.000Z';
    const advance = webhook('release.embargoed', 1, { head: { state: 'embargoed', embargoedUntil } });
    const { posts, replies } = await site([advance]);
    expect(posts.map(({ post_status }) => post_status)).toEqual(['draft']);
    expect(replies[0]?.data).toEqual({ version: 1 });
    const lifted = await site([advance, webhook('release.published', 2)]);
    expect(lifted.posts.map(({ post_status }) => post_status)).toEqual(['publish']);
    const tested = await site([webhook('release.published', 1, { isTest: true })]);
    expect(tested.posts.map(({ post_status }) => post_status)).toEqual(['private']);
  });

  it('copies a picture once, none from inside the network, and does without one that is missing', async () => {
    const picture = (src: string): Partial<Content> => html(`<p>T <img src="${src}" alt=""></p>`);
    const once = await site([
      webhook('release.published', 1, { content: picture(PICTURE.replaceAll('&', '&amp;')) }),
      webhook('release.updated', 2, { content: picture(PICTURE.replaceAll('&', '&amp;')) }),
    ]);
    expect(once.fetched).toEqual([PICTURE]);
    expect(once.pictures).toBe(1);
    const corrected = await site([
      webhook('release.published', 1, { content: picture(PICTURE) }),
      webhook('release.corrected', 2, { note: 'Not this quay.' }),
    ]);
    expect([corrected.fetched.length, corrected.pictures]).toEqual([1, 0]);
    for (const src of [
      'https://127.0.0.1/x.jpg',
      'https://metadata/x.jpg',
      'http://pictures.example/x.jpg',
    ]) {
      const { fetched } = await site([webhook('release.published', 1, { content: picture(src) })]);
      expect(fetched).toEqual([]);
    }
    const missing = await site([
      webhook('release.published', 1, { content: picture('https://pictures.example/missing.jpg') }),
    ]);
    expect(missing.replies[0]?.status).toBe(200);
    expect(missing.posts).toHaveLength(1);
  });

  it('carries out one webhook of a release at a time, and takes over from one that died', async () => {
    const [first, second] = [webhook('release.published', 1), webhook('release.updated', 2)];
    const { replies, posts } = await site([first, second], { between: [second] });
    expect(replies.map(({ status }) => status)).toEqual([503, 200, 200]);
    expect(replies[0]?.headers).toEqual({ 'Retry-After': '2' });
    expect(posts).toHaveLength(1);
    const { uri } = aHead();
    const dead = `add_option('presswire_lock_' . md5('${uri}'), '${NOW - 121}');`;
    const after = await site([first], { before: dead });
    expect(after.replies.map(({ status }) => status)).toEqual([200]);
  });

  it('takes what it does not know, and is not brought down by what is not a release', async () => {
    const bodies = ['{"type":"other","data":{}}', '{"uri":"","version":"x"}', '[1]', '{"standard":{}}'];
    const { replies } = await site(bodies.map((body, at) => signed(body, `msg_${at}`)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [broken] = (await site([signed('not json', 'msg_1')])).replies;
    expect(broken?.status).toBe(400);
  });
});
