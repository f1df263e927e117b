import { differences } from '../differences.ts';
import { el, outside } from '../element.ts';
import { badge, time } from '../format.ts';
import { form, heading, table } from '../parts.ts';
import { part, queryOf } from '../place.ts';
import { removedOf } from '../removed-of.ts';
import {
  anything,
  releaseSchema,
  uploadsSchema,
  versionSchema,
  type Holder,
  type Release,
  type Version,
} from '../shapes.ts';
import { linesOf } from '../text-of-html.ts';
import { shown, type Desk, type View } from '../view.ts';
import { uploadCards } from './receipts.ts';

/** Versions never change, so each is asked for once. */
const versions = new Map<string, Version>();

/** One release's whole story: versions with their differences, uploads, holders, and what an operator may do. */
export const release: View = async (desk) => {
  const { api, place } = desk;
  const [, newsroom = '', name = ''] = place.path;
  const path = `/releases/${part(newsroom)}/${part(name)}`;
  const [found, { uploads }] = await Promise.all([
    api.get(path, releaseSchema),
    api.get(`/uploads${queryOf({ newsroom, release: `${newsroom}/${name}` })}`, uploadsSchema),
  ]);
  const said = await Promise.all(found.versions.map(({ version }) => versionOf(desk, path, version)));
  return shown(found.headline, { found, uploads, said }, () => [
    el(
      'p',
      {},
      badge(found.state),
      ` version ${found.version}, ${found.newsroom}, `,
      el('code', {}, found.uri),
    ),
    removedOf(found),
    heading('Versions'),
    ...found.versions.map((mark, index) => versionCard(mark, said[index], said[index - 1])).toReversed(),
    heading('Uploads'),
    ...uploadCards(desk, uploads),
    table(
      'Files that carry it',
      ['File', 'Last upload', 'Lives'],
      Object.entries(found.sources).map(([key, source]) => [
        key,
        time(source.at),
        source.live ? 'yes' : 'no',
      ]),
    ),
    heading('Deliveries'),
    holderTable(found.holders),
    heading('Commands'),
    ...commands(desk, found, path),
  ]);
};

async function versionOf({ api }: Desk, path: string, number: number): Promise<Version | undefined> {
  const key = `${path}/versions/${number}`;
  const known = versions.get(key) ?? (await api.get(key, versionSchema).catch(() => undefined));
  if (known !== undefined) versions.set(key, known);
  return known;
}

function versionCard(
  mark: Release['versions'][number],
  said: Version | undefined,
  before: Version | undefined,
): Element {
  const lines = textOf(said);
  return el(
    'details',
    { id: `version-${mark.version}` },
    el('summary', {}, `Version ${mark.version}: ${mark.kind} `, badge(mark.state), ' ', time(mark.at)),
    said?.note === undefined ? undefined : el('p', {}, `Note: ${said.note}`),
    said === undefined ? el('p', { class: 'empty' }, 'Its text is gone.') : undefined,
    before === undefined
      ? lines.map((line) => el('p', {}, line))
      : differences(textOf(before), lines).map(({ kind, line }) =>
          kind === 'same' ? el('p', {}, line) : el('p', {}, el(kind === 'added' ? 'ins' : 'del', {}, line)),
        ),
  );
}

function textOf(version: Version | undefined): string[] {
  const content = version?.content;
  return content === undefined ? [] : [content.headline, ...linesOf(content.bodyHtml)];
}

function holderTable(holders: readonly Holder[]): Element {
  return table(
    'Who may hold it',
    ['Endpoint', 'Told', 'Trying', 'Next try', 'Shown at', 'Removed'],
    holders.map(({ endpointId, told, trying, next, pickup, removal }) => [
      endpointId,
      told && `${told.event} v${told.version}`,
      trying && `${trying.event} v${trying.version}`,
      next === undefined ? undefined : time(next),
      pickup && outside(pickup.url),
      removal && badge(removal.state),
    ]),
  );
}

function commands({ api, act, ask }: Desk, found: Release, path: string): Node[] {
  const why = (what: string) => [
    { name: 'reason', label: `Why ${what}? It stands in the log for good`, isRequired: true },
  ];
  const order = (command: string) => (values: Record<string, string>) =>
    act(`The command to ${command} it is given.`, () => api.post(`${path}/${command}`, anything, values));
  if (found.state === 'killed') return [el('p', {}, 'It is killed for good.')];
  return [
    ...(found.removal === undefined
      ? []
      : [form('confirm', why('remove it'), 'Confirm its removal', order('confirm'))]),
    ...(found.state === 'withdrawn'
      ? []
      : [form('withdraw', why('withdraw it'), 'Withdraw it', order('withdraw'))]),
    form('kill', why('kill it'), 'Kill it…', (values) => {
      const question = `Killing “${found.headline}” cannot be taken back: its pages are gone, its words are refused from now on, every holder is told to remove it.`;
      void ask(question, found.id).then((isSure) => (isSure ? order('kill')(values) : undefined));
    }),
  ];
}
