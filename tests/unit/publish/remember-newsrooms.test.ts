import { expect, test } from 'vitest';
import { feedsOf } from '#domain/feed/feed-id.ts';
import { nthHead } from '../../support/feed-facts.ts';
import { aPublisher } from './a-publisher.ts';

test('a batch asks for each newsroom once, and the next one asks again', async () => {
  const { deps, store, publish } = await aPublisher();
  const asked: string[] = [];
  const { newsrooms } = deps;
  deps.newsrooms = {
    ...newsrooms,
    getNewsroom: (id) => {
      asked.push(id);
      return newsrooms.getNewsroom(id);
    },
    listNewsrooms: () => {
      asked.push('all');
      return newsrooms.listNewsrooms();
    },
  };
  const feeds = feedsOf({ newsroom: 'blora', language: 'id', categories: ['Pasar'], authors: ['Ana'] });
  await store(nthHead(0, { feeds, feedsEver: feeds }));
  const prompts = feeds.map((feedId) => ({ prompt: 'feed', feedId }) as const);
  await publish(prompts);
  expect(asked.toSorted()).toEqual(['all', 'blora']);
  await publish(prompts);
  expect(asked.toSorted()).toEqual(['all', 'all', 'blora', 'blora']);
});
