import type { ReceiptMailPrompt } from '#domain/prompt/prompt.ts';
import { carriedBy, type EndpointFacts } from '#domain/receipt/carried.ts';
import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import { carriedMail, receiptMail } from '#domain/receipt/receipt-mail.ts';
import type { Head } from '#domain/release/head.ts';
import { readTelling } from '#platform/read-telling.ts';
import { ENDPOINT_SHARDS } from '#ports/partner-store.ts';
import type { DeliverDeps } from './deliver-deps.ts';

type Planned = { what: string; mail: { subject: string; text: string } };

/**
 * Writes to a newsroom about one of its receipts, each thing once: that it was written is kept after the mail was
 * taken, so that a redo writes once more rather than never.
 */
export async function mailReceipt(
  deps: Pick<DeliverDeps, 'holders' | 'mailer' | 'newsrooms' | 'partners' | 'releases'>,
  { newsroom, uploadedAt, receiptId, about }: ReceiptMailPrompt,
): Promise<string> {
  const receipt = await deps.newsrooms.getReceipt(newsroom, { uploadedAt, receiptId });
  const to = (await deps.newsrooms.getNewsroom(newsroom))?.contactEmail;
  if (receipt === undefined || to === undefined) return 'over';
  const planned =
    about === 'answer'
      ? { what: receipt.state, mail: receiptMail(receipt) }
      : await planCarried(deps, receipt);
  if (planned === undefined) return 'over';
  if (await deps.newsrooms.wasMailed(receiptId, planned.what)) return 'mailed-before';
  await deps.mailer.send({ to, ...planned.mail });
  const { expiresAtSeconds } = receipt;
  await deps.newsrooms.putMailed({ receiptId, what: planned.what, expiresAtSeconds });
  return 'mailed';
}

/** Nothing of a release that is not public, is not this upload's any more, or that no partner wants. */
async function planCarried(
  deps: Pick<DeliverDeps, 'holders' | 'partners' | 'releases'>,
  receipt: KeptReceipt,
): Promise<Planned | undefined> {
  const releaseId = receipt.release?.id;
  const latest = releaseId === undefined ? undefined : await deps.releases.getHead(releaseId);
  if (latest?.state !== 'published' || latest.newsroom !== receipt.newsroom) return undefined;
  if (latest.upload.key !== receipt.key || latest.upload.versionId !== receipt.versionId) return undefined;
  const carried = carriedBy(await factsOf(deps, latest));
  return carried.partners === 0 ? undefined : { what: 'carried', mail: carriedMail(receipt, carried) };
}

async function factsOf(
  deps: Pick<DeliverDeps, 'holders' | 'partners' | 'releases'>,
  latest: Head,
): Promise<EndpointFacts[]> {
  const holders = new Map(
    (await deps.holders.listHolders(latest.releaseId)).map((holder) => [holder.endpointId, holder]),
  );
  const facts: EndpointFacts[] = [];
  for (let shard = 0; shard < ENDPOINT_SHARDS; shard += 1) {
    for (const endpoint of await deps.partners.listEndpoints(shard)) {
      const holder = holders.get(endpoint.endpointId);
      const telling = await readTelling(deps.releases, { latest, holder, endpoint });
      facts.push({ endpoint, holder, telling });
    }
  }
  return facts;
}
