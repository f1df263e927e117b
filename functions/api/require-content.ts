import type { Format } from '#domain/partner/endpoint.ts';
import type { Partner } from '#domain/partner/partner.ts';
import { unprocessable } from './problem.ts';

/** An advance copy is the text itself: it has no public address yet that a thin webhook could link to. */
export function requireContent({ embargo }: Partner, format: Format | undefined): void {
  if (embargo !== 'advance' || format !== 'thin') return;
  throw unprocessable(
    'format: found "thin"; a partner that gets advance copies needs ninjs, jsonfeed or atom, which carry the text.',
  );
}
