import * as z from 'zod/mini';
import { wordsOf } from './api.ts';
import { el } from './element.ts';
import { packZip } from './pack-zip.ts';
import { button, link } from './parts.ts';
import { at, queryOf } from './place.ts';
import type { Planned } from './plan-uploads.ts';
import { sendForm } from './send-form.ts';
import { uploadsSchema, type Uploads } from './shapes.ts';
import type { Desk } from './view.ts';
import { uploadCards } from './views/receipts.ts';

const EVERY_MS = 1_000;
/** Ingest answers within seconds; a Word file or a ZIP is opened first. */
const PATIENCE_MS = 120_000;

const formSchema = z.object({ key: z.string(), url: z.string(), fields: z.record(z.string(), z.string()) });
type Where = { newsroom: string; check: boolean };
type Upload = Uploads['uploads'][number];

let count = 0;

/** One upload on the page: its progress, what is wrong with it, and in their place its receipt. */
export function uploadItem(desk: Desk, planned: Planned<File>, where: Where): Element {
  count += 1;
  const id = `upload-${count}`;
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute('aria-labelledby', `${id}-name`);
  const status = el('p', { role: 'status' }, 'Waiting…');
  const item = el('article', { id }, el('h2', { id: `${id}-name` }, planned.name), bar, status);
  const say = (text: string): void => {
    status.textContent = text;
  };
  const start = (): void => {
    bar.hidden = false;
    bar.value = 0;
    const onProgress = (part: number): void => {
      bar.value = part;
      say(part < 1 ? `${Math.floor(part * 100)} % is through` : 'It is through; waiting for the receipt…');
    };
    run(desk, { planned, where, onProgress }).then(
      (upload) => {
        bar.hidden = true;
        say(upload === undefined ? '' : `The receipt of ${planned.name} is here.`);
        item.append(
          ...(upload === undefined ? [late()] : uploadCards(desk, [upload], desk.own.role === 'operator')),
        );
        return undefined;
      },
      (error: unknown) => {
        bar.hidden = true;
        status.replaceChildren(el('span', { class: 'bad' }, wordsOf(error)), ' ', again);
        return undefined;
      },
    );
  };
  const again = button(`${id}-again`, 'Try again', start);
  start();
  return item;
}

function late(): Element {
  return el(
    'p',
    {},
    'It is in the bucket, and its receipt takes longer than usual. It will stand under ',
    link(at('receipts'), 'Receipts'),
    '.',
  );
}

type Run = { planned: Planned<File>; where: Where; onProgress: (part: number) => void };

async function run({ api }: Desk, { planned, where, onProgress }: Run): Promise<Upload | undefined> {
  const { newsroom, check } = where;
  const body = await blobOf(planned);
  const form = await api.post('/uploads', formSchema, { newsroom, path: planned.name, check });
  const versionId = await sendForm(form, body, onProgress);
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const { uploads } = await api.get(`/uploads${queryOf({ newsroom })}`, uploadsSchema);
    const found = uploads.find((one) => one.key === form.key && one.versionId === versionId);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return undefined;
}

async function blobOf({ files }: Planned<File>): Promise<Blob> {
  const [only] = files;
  if (files.length === 1 && only !== undefined) return only;
  const entries = files.map(async (file) => ({
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
  }));
  return new Blob(packZip(await Promise.all(entries)), { type: 'application/zip' });
}
