import type { Why } from './outcome-table.ts';

/** What went wrong with a request and what its receiver can do about it, for people. */
const CAUSES: Record<Exclude<Why, 'ok'>, string> = {
  redirect: 'It answered with a redirect, which is not followed. Register the address that it leads to.',
  'receiver-config':
    'It refused the request with a status of 4xx. Check the path, the method (POST) and whoever asks for a login, and the secret that the signature is verified with.',
  'receiver-busy': 'Nothing behind its gateway answered (502, 503 or 504). Check that the receiver runs.',
  'receiver-error': 'It answered with an error of its own. Its log says what broke.',
  'rate-limited': 'It answered 429: too many requests for it. Raise its limit for our requests.',
  firewall: 'A firewall answered in its place. Let POST requests to the path of the webhook through.',
  gone: 'It answered 410: gone. Answer with 2xx if the endpoint is to stay.',
  'told-to-stop': 'It asked for no more by the header webhook-delivery. Leave that out to be sent to again.',
  'odd-status': 'It answered with a status that HTTP does not know. Answer with 2xx.',
  'blocked-address': 'Its name leads to an address that is not public. Correct its DNS records.',
  dns: 'Its name was not found. Check its DNS records.',
  connect: 'No connection could be made. Check that it runs and that its port is open to the Internet.',
  tls: 'No secure connection could be made. Check its certificate: its names, its chain, its end.',
  'time-out': 'There was no whole answer within 15 seconds. Answer at once, and work afterwards.',
  broken:
    'The connection ended within the answer, or what came was no HTTP. Its log, or its proxy’s, says more.',
};

/** The sentence of a cause; `firewall` names whose page it was. A word that is none of ours stands as it is. */
export function causeSentence(why: string, firewall?: string): string {
  const sentence = Object.entries(CAUSES).find(([code]) => code === why)?.[1] ?? why;
  return firewall === undefined ? sentence : sentence.replace('A firewall', `The firewall ${firewall}`);
}
