import { at, type Place } from './place.ts';
import type { Own } from './shapes.ts';
import type { View } from './view.ts';
import { delivery } from './views/delivery.ts';
import { holdings } from './views/holdings.ts';
import { kills } from './views/kills.ts';
import { newsrooms } from './views/newsrooms.ts';
import { partner } from './views/partner.ts';
import { partners } from './views/partners.ts';
import { pipeline } from './views/pipeline.ts';
import { receipts } from './views/receipts.ts';
import { release } from './views/release.ts';
import { releases } from './views/releases.ts';
import { upload } from './views/upload.ts';

type Entry = { view: View; who: readonly Own['role'][] };

const OPERATOR = ['operator'] as const;
const PARTNER = ['operator', 'partner'] as const;

/** The views by the first part of the place. */
const VIEWS: Readonly<Record<string, Entry>> = {
  pipeline: { view: pipeline, who: OPERATOR },
  releases: { view: releases, who: OPERATOR },
  release: { view: release, who: OPERATOR },
  partners: { view: partners, who: OPERATOR },
  partner: { view: partner, who: PARTNER },
  delivery: { view: delivery, who: PARTNER },
  holdings: { view: holdings, who: PARTNER },
  newsrooms: { view: newsrooms, who: OPERATOR },
  receipts: { view: receipts, who: ['operator', 'author'] },
  upload: { view: upload, who: ['operator', 'author'] },
  kills: { view: kills, who: OPERATOR },
};

/** What stands in the navigation for a role; the first is where it begins. */
export function menuOf({ role, subject }: Own): readonly { place: Place; text: string }[] {
  if (role === 'partner') return [{ place: at('partner', subject), text: subject }];
  if (role === 'author') {
    return [
      { place: at('upload'), text: 'Upload' },
      { place: at('receipts'), text: 'Receipts' },
    ];
  }
  return [
    { place: at('pipeline'), text: 'Pipeline' },
    { place: at('releases'), text: 'Releases' },
    { place: at('partners'), text: 'Partners' },
    { place: at('newsrooms'), text: 'Newsrooms' },
    { place: at('upload'), text: 'Upload' },
    { place: at('receipts'), text: 'Receipts' },
    { place: at('kills'), text: 'Kill board' },
  ];
}

/** The view of a place; undefined where a role has none. What a token may see the API alone decides. */
export function viewOf({ path }: Place, { role }: Own): View | undefined {
  const entry = Object.entries(VIEWS).find(([name]) => name === path[0])?.[1];
  return entry?.who.includes(role) === true ? entry.view : undefined;
}
