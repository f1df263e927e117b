import { AwsError, xmlEscape, type Now } from '../protocol.ts';
import { childText, childrenOf, parseXml, type XmlElement } from '../s3/xml.ts';
import type { Operation } from './operation.ts';
import type { Request } from './request.ts';

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const MAX_PATHS = 3000;

type Batch = { paths: readonly string[]; reference: string };
type Invalidation = Batch & { id: string; distribution: string; createdMs: number };
export type Cloudfront = {
  /** Everything invalidated since the start, oldest first. */
  readonly invalidations: readonly Invalidation[];
  operation: (request: Request) => Operation;
};
type Options = {
  account: string;
  now: Now;
  /** Empties the edge's cache for these paths; a path may end in `*`. */
  onInvalidate: (paths: readonly string[]) => void;
};

/** The part of CloudFront's API that an application calls: `CreateInvalidation` and `GetInvalidation`. */
export function makeCloudfront({ account, now, onInvalidate }: Options): Cloudfront {
  const invalidations: Invalidation[] = [];

  const carryOut = (distribution: string, batch: Batch): Invalidation => {
    const id = `I${String(invalidations.length + 1).padStart(13, '0')}`;
    const invalidation = { ...batch, id, distribution, createdMs: now() };
    invalidations.push(invalidation);
    onInvalidate(batch.paths);
    return invalidation;
  };
  /** The same batch again is answered with what was made of it the first time. */
  const before = (distribution: string, { reference, paths }: Batch): Invalidation | undefined => {
    const found = invalidations.find(
      (each) => each.distribution === distribution && each.reference === reference,
    );
    if (found && found.paths.join('\n') !== paths.join('\n')) {
      throw new AwsError(
        'InvalidationBatchAlreadyExists',
        `The CallerReference ${reference} was used for other paths.`,
      );
    }
    return found;
  };
  const create = (distribution: string, body: Buffer) => {
    const batch = readBatch(body);
    const invalidation = before(distribution, batch) ?? carryOut(distribution, batch);
    const { id } = invalidation;
    return {
      status: 201,
      headers: {
        'content-type': 'text/xml',
        location: `/2020-05-31/distribution/${distribution}/invalidation/${id}`,
      },
      body: documentOf(invalidation),
    };
  };
  const get = (distribution: string, id: string) => {
    const found = invalidations.find((each) => each.id === id && each.distribution === distribution);
    if (!found) throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404);
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: documentOf(found) };
  };

  return {
    invalidations,
    operation({ method, rawPath, body }) {
      const [, distribution, id] =
        /^\/2020-05-31\/distribution\/([^/]+)\/invalidation(?:\/([^/]+))?$/.exec(rawPath) ?? [];
      const name = method === 'POST' ? 'CreateInvalidation' : 'GetInvalidation';
      if (!distribution || (name === 'CreateInvalidation') !== (id === undefined)) {
        throw new AwsError('NotImplemented', `CloudFront ${method} ${rawPath} is not run locally`, 501);
      }
      const action = `cloudfront:${name}`;
      const resource = `arn:aws:cloudfront::${account}:distribution/${distribution}`;
      return {
        service: 'cloudfront',
        name,
        action,
        resource,
        needs: [{ action, resource }],
        perform: () => (id === undefined ? create(distribution, body) : get(distribution, id)),
      };
    },
  };
}

function readBatch(body: Buffer): Batch {
  const root = parseXml(body);
  const items = child(child(root, 'Paths'), 'Items');
  const paths = items ? childrenOf(items, 'Path').map(({ text }) => text) : [];
  const reference = childText(root, 'CallerReference') ?? '';
  const isValid = (path: string) => path.startsWith('/') && path.indexOf('*') === -1;
  const fits = paths.every((path) => isValid(path.endsWith('*') ? path.slice(0, -1) : path));
  if (paths.length === 0 || paths.length > MAX_PATHS || !fits || reference === '') {
    throw new AwsError(
      'InvalidArgument',
      `An invalidation needs 1 to ${MAX_PATHS} paths that begin with / and a CallerReference`,
    );
  }
  return { paths, reference };
}

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => each.name === name);

function documentOf({ id, createdMs, paths, reference }: Invalidation): string {
  const items = paths.map((path) => `<Path>${xmlEscape(path)}</Path>`).join('');
  return (
    `<?xml version="1.0"?>\n<Invalidation xmlns="${NAMESPACE}"><Id>${id}</Id><Status>Completed</Status>` +
    `<CreateTime>${new Date(createdMs).toISOString()}</CreateTime><InvalidationBatch>` +
    `<Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths>` +
    `<CallerReference>${xmlEscape(reference)}</CallerReference></InvalidationBatch></Invalidation>`
  );
}
