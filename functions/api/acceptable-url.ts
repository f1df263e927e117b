import { checkEndpointUrl } from '#domain/webhook/address.ts';
import type { ApiDeps } from './api-deps.ts';
import { unprocessable } from './problem.ts';

/** The URL as it is kept; refused with what to do where nothing may be sent to it. */
export function acceptableUrl(deps: Pick<ApiDeps, 'urlPolicy'>, url: string): string {
  const checked = checkEndpointUrl(url, deps.urlPolicy);
  if (checked.ok) return checked.value;
  throw unprocessable(
    `url: ${checked.error.found} is not taken (${checked.error.code}). ${checked.error.remedy}`,
  );
}
