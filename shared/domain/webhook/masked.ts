const MASK = '[masked]';
/** Names of headers whose values open something, whoever's they are. */
const SECRET_NAME = /cookie|auth|token|secret|api-?key|signature|session|password|credential/i;
/** Signing secrets and private keys as Standard Webhooks writes them. */
const SECRET_VALUE = /\b(whsec|whsk)_[A-Za-z0-9+/_=-]+/g;
const MOST_HEADERS = 64;
const MOST_NAME = 100;
const MOST_VALUE = 1_000;

/** Headers as they may be kept: without secrets, and bounded. */
export function maskedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(headers).slice(0, MOST_HEADERS);
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name.slice(0, MOST_NAME),
      SECRET_NAME.test(name) ? MASK : maskedText(value, MOST_VALUE),
    ]),
  );
}

/** The beginning of a text as it may be kept: a receiver that echoes its settings must not fill a log with them. */
export function maskedText(text: string, most: number): string {
  return text.replace(SECRET_VALUE, MASK).slice(0, most);
}
