import { Hono } from 'hono';
import * as z from 'zod/mini';
import { MAX_CONTAINER_BYTES } from '#domain/formats/container-kind.ts';
import { parseDropKey } from '#domain/formats/key.ts';
import type { KeptReceipt } from '#domain/receipt/kept-receipt.ts';
import { keptReceiptSchema } from '#domain/receipt/kept-receipt.ts';
import type { ApiContext, ApiEnvironment } from './access.ts';
import type { ApiDeps } from './api-deps.ts';
import { approveUpload } from './approve-upload.ts';
import { audited } from './audited.ts';
import { cursorWord, decodeCursor, encodeCursor } from './cursor.ts';
import { instant } from './instant.ts';
import { notFound, unprocessable } from './problem.ts';
import { readBody, readQuery } from './read-request.ts';
import { showPreview } from './upload-preview.ts';
import { UPLOADED_BY, uploaderOf } from './uploader.ts';

const PAGE = 50;
const FORM_SECONDS = 900;
const newsroomWord = z.string().check(z.maxLength(63));
export const uploadsQuerySchema = z.strictObject({
  newsroom: z.exactOptional(newsroomWord),
  state: z.exactOptional(keptReceiptSchema.shape.state),
  release: z.exactOptional(z.string().check(z.maxLength(200))),
  since: z.exactOptional(instant),
  cursor: z.exactOptional(cursorWord),
});
export const newUploadSchema = z.strictObject({
  newsroom: z.exactOptional(newsroomWord),
  /** Below the newsroom's folder. */
  path: z.string().check(z.minLength(1), z.maxLength(800)),
  /** The file is only checked: it gets a receipt and a preview, and nothing is published. */
  check: z.exactOptional(z.boolean()),
});
const placeSchema = z.object({ uploadedAt: z.string(), receiptId: z.string() });

/** `/api/uploads`: what was dropped, newest first, with what its author was told; a form to drop a file with. */
export function uploadRoutes(deps: ApiDeps): Hono<ApiEnvironment> {
  const routes = new Hono<ApiEnvironment>();
  routes.use(async (context, next) => {
    if (context.get('token').role === 'partner') throw notFound('such address');
    await next();
  });
  routes.get('/', (context) => list(deps, context));
  routes.post('/approve', (context) => approveUpload(deps, context));
  routes.get('/preview', (context) => showPreview(deps, context));
  routes.post('/', async (context) => {
    const { newsroom: named, path, check = false } = await readBody(context, newUploadSchema);
    const newsroom = newsroomOf(context, named);
    if (newsroom === undefined) throw unprocessable('newsroom: it is missing; say whose file it is.');
    if ((await deps.newsrooms.getNewsroom(newsroom)) === undefined) throw notFound(`newsroom "${newsroom}"`);
    const folder = check ? 'check' : 'incoming';
    const key = `${folder}/${newsroom}/${path}`;
    if (parseDropKey(key).kind !== folder) {
      throw unprocessable('path: it is no name of a file. Give a plain one such as release-1.md.');
    }
    const metadata = { [UPLOADED_BY]: uploaderOf(context) };
    const limits = { maxBytes: MAX_CONTAINER_BYTES, seconds: FORM_SECONDS };
    const form = await deps.forms.makeForm(key, { ...limits, metadata });
    await audited(deps, context, 'upload.form', key);
    return context.json({ key, ...form }, 201);
  });
  return routes;
}

/** An author has one newsroom; naming another is asking for what is not there. */
function newsroomOf(context: ApiContext, named: string | undefined): string | undefined {
  const { role, subject } = context.get('token');
  if (role === 'operator') return named;
  if (named !== undefined && named !== subject) throw notFound(`newsroom "${named}"`);
  return subject;
}

async function list(deps: ApiDeps, context: ApiContext): Promise<Response> {
  const { newsroom: named, state, release, since, cursor } = readQuery(context, uploadsQuerySchema);
  const newsroom = newsroomOf(context, named);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, placeSchema);
  const newsrooms =
    newsroom === undefined ? (await deps.newsrooms.listNewsrooms()).map(({ id }) => id) : [newsroom];
  const lists = await Promise.all(
    newsrooms.map((one) =>
      deps.newsrooms.listReceipts(one, {
        limit: PAGE,
        ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
        ...(before === undefined ? {} : { before }),
      }),
    ),
  );
  const page = lists.flat().toSorted(newestFirst).slice(0, PAGE);
  const last = page.length === PAGE ? page.at(-1) : undefined;
  const uploads = page
    .filter((one) => state === undefined || one.state === state)
    .filter((one) => release === undefined || one.release?.id === release);
  return context.json({
    uploads: uploads.map(shown),
    ...(last === undefined ? {} : { next: encodeCursor(placeOf(last)) }),
  });
}

function placeOf({ uploadedAt, receiptId }: KeptReceipt): z.infer<typeof placeSchema> {
  return { uploadedAt, receiptId };
}

/** The order of the store's keys, so that the newsrooms' lists go on at one place. */
function newestFirst(a: KeptReceipt, b: KeptReceipt): number {
  const [one, other] = [a, b].map(({ uploadedAt, receiptId }) => `${uploadedAt}#${receiptId}`);
  return one === other ? 0 : (one ?? '') < (other ?? '') ? 1 : -1;
}

function shown({ receiptId: _id, expiresAtSeconds: _expires, ...rest }: KeptReceipt) {
  return rest;
}
