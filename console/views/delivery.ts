import { el, outside } from '../element.ts';
import { badge, time } from '../format.ts';
import { button, heading, link } from '../parts.ts';
import { at, part } from '../place.ts';
import { anything, oneDeliverySchema, type Attempt } from '../shapes.ts';
import { shown, type View } from '../view.ts';

/** One delivery with every attempt that failed: what was sent and what came back. */
export const delivery: View = async ({ api, place, act }) => {
  const path = `/deliveries/${part(place.path[1] ?? '')}`;
  const found = await api.get(path, oneDeliverySchema);
  return shown(found.event, found, () => [
    el(
      'p',
      {},
      badge(found.state),
      ` ${found.releaseId ?? ''} ${found.version === undefined ? '' : `v${found.version}`} to `,
      link(at('partner', found.partnerId), found.partnerId),
      `, webhook-id `,
      el('code', {}, found.webhookId),
    ),
    el('p', {}, `${found.attempts} tries, last `, time(found.lastAttemptAt), ', next ', time(found.next)),
    found.pickupUrl === undefined ? el('span', {}) : el('p', {}, 'Published at ', outside(found.pickupUrl)),
    found.releaseId === undefined
      ? el('span', {})
      : button('replay', 'Send it once more', () =>
          act('It is sent once more.', () => api.post(`${path}/replay`, anything)),
        ),
    heading('Attempts that failed'),
    found.failedAttempts.length === 0 ? el('p', { class: 'empty' }, 'None.') : el('span', {}),
    ...found.failedAttempts.map((one) =>
      el(
        'details',
        { id: `attempt-${one.attempt}` },
        el(
          'summary',
          {},
          `Attempt ${one.attempt}: ${one.why} ${one.status ?? ''} after ${one.durationMs} ms, `,
          time(one.at),
        ),
        one.detail === undefined ? undefined : el('p', {}, one.detail),
        el('p', {}, circumstances(one)),
        heading('Request'),
        pre(headersOf(one.requestHeaders), `body sha256 ${one.bodySha256}`),
        heading('Response'),
        pre(
          one.responseHeaders === undefined ? 'no answer' : headersOf(one.responseHeaders),
          one.responseBody ?? '',
        ),
      ),
    ),
  ]);
};

/** Who answered from where, how far it came and how long it took, and why nothing follows. */
function circumstances({ firewall, phase, address, timings, ended }: Attempt): string {
  const told = [
    firewall === undefined ? undefined : `The firewall ${firewall} answered.`,
    phase === undefined ? undefined : `It came as far as ${phase}.`,
    address === undefined ? undefined : `Address ${address}.`,
    timings === undefined ? undefined : `${timingsOf(timings)}.`,
    ended === undefined ? undefined : `No more tries: ${ended}.`,
  ];
  return told.filter((one) => one !== undefined).join(' ');
}

function timingsOf(timings: Readonly<Record<string, number>>): string {
  return Object.entries(timings)
    .map(([phase, ms]) => `${phase.replace(/Ms$/, '')} ${ms} ms`)
    .join(', ');
}

function headersOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

function pre(...texts: string[]): Element {
  return el('pre', { tabindex: 0 }, texts.filter((text) => text !== '').join('\n\n'));
}
