import { topicOf } from '#domain/feed/feed-topic.ts';
import { networkLanguage } from '#domain/site/network-language.ts';
import type { Network } from '#domain/site/network.ts';
import type { Head } from '#domain/release/head.ts';
import type { Newsroom } from '#domain/release/newsroom.ts';
import type { PublishDeps } from './publish-deps.ts';

/** The network's name, and for documents of no one newsroom the language that most of its newsrooms speak. */
export async function readNetwork(deps: PublishDeps, feedId: string): Promise<Network> {
  const newsrooms = topicOf(feedId).newsroom === undefined ? await deps.newsrooms.listNewsrooms() : [];
  return { name: deps.networkName, language: networkLanguage(newsrooms) };
}

/** The newsrooms of the heads, and the feed's own; one that is not configured goes by its id. */
export async function readNewsrooms(
  deps: PublishDeps,
  feedId: string,
  heads: readonly Head[],
): Promise<Newsroom[]> {
  const languages = new Map(heads.map(({ newsroom, language }) => [newsroom, language]));
  const { newsroom: own } = topicOf(feedId);
  const ids = [...new Set([...(own === undefined ? [] : [own]), ...languages.keys()])];
  return Promise.all(
    ids.map(async (id) => (await deps.newsrooms.getNewsroom(id)) ?? unconfigured(id, languages.get(id))),
  );
}

function unconfigured(id: string, language = 'en'): Newsroom {
  return { id, name: id, host: '', timezone: 'UTC', language };
}
