import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkEndpointUrl, isPublicAddress, WITH_LOOPBACK } from '#domain/webhook/address.ts';

const NOT_PUBLIC = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255
  168.63.129.16 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.1
  192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255
  240.0.0.1 255.255.255.255
  :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:7f00:1 ::127.0.0.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1
  64:ff9b::a9fe:a9fe 64:ff9b:1::a9fe:a9fe 100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
  2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2620:4f:8000::1 3fff::1 4000::1
  5f00::1 fc00::1 fd00:ec2::254 fd00:ec2::23 fe80::1 fe80::1%eth0 fec0::1 ff02::1
  1.2.3 127.1 0x7f.0.0.1 017700000001 2130706433 localhost example.org 1.2.3.4.5 256.1.1.1
`
  .trim()
  .split(/\s+/);

const PUBLIC = `
  1.1.1.1 8.8.8.8 93.184.215.14 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.0.1.1 198.17.255.255
  198.20.0.1 223.255.255.255 ::ffff:8.8.8.8 2606:4700:4700::1111 2001:4860:4860::8888 2a00:1450:4001:800::200e
`
  .trim()
  .split(/\s+/);

describe('isPublicAddress', () => {
  it.each(NOT_PUBLIC)('refuses %s', (address) => expect(isPublicAddress(address)).toBe(false));
  it.each(PUBLIC)('takes %s', (address) => expect(isPublicAddress(address)).toBe(true));
});

describe('checkEndpointUrl', () => {
  const vectors = JSON.parse(readFileSync('tests/vectors/ssrf-urls.json', 'utf8')) as string[];
  it.each(vectors)('refuses %s', (url) => expect(checkEndpointUrl(url).ok).toBe(false));
  it.each(vectors.map((url) => url.replace(/^http:/, 'https:')))('refuses %s over https', (url) =>
    expect(checkEndpointUrl(url).ok).toBe(url === 'https://example.com/'),
  );

  it.each([
    ['https://partner.example.org/hooks?x=1', 'https://partner.example.org/hooks?x=1'],
    ['https://PARTNER.example.org:443', 'https://partner.example.org/'],
    ['https://partner.example.org:8443/', 'https://partner.example.org:8443/'],
    ['https://bücher.example.org/', 'https://xn--bcher-kva.example.org/'],
  ])('takes %s', (url, taken) => expect(checkEndpointUrl(url)).toEqual({ ok: true, value: taken }));

  it.each([
    ['', 'not-a-url'],
    ['partner.example.org', 'not-a-url'],
    [' https://example.org/', 'not-a-url'],
    ['https://example.org/\n', 'not-a-url'],
    [`https://example.org/${'a'.repeat(2_000)}`, 'not-a-url'],
    ['http://example.org/', 'scheme'],
    ['https://a@example.org/', 'credentials'],
    ['https://example.org/#', 'fragment'],
    ['https://93.184.215.14/', 'address-literal'],
    ['https://example.org./', 'private-host'],
    ['https://example.org:444/', 'port'],
  ])('says why it refuses %j', (url, code) => {
    expect(checkEndpointUrl(url)).toMatchObject({ ok: false, error: { code } });
  });

  it.each([
    'http://127.0.0.1:9999/',
    'http://localhost:1/',
    'https://[::1]:8080/x',
    'http://partner.example.org/',
  ])('takes %s in a run on one machine', (url) => expect(checkEndpointUrl(url, WITH_LOOPBACK).ok).toBe(true));
  it.each(['http://10.0.0.1/', 'http://169.254.169.254/', 'ftp://localhost/', 'http://u@localhost/'])(
    'refuses %s even there',
    (url) => expect(checkEndpointUrl(url, WITH_LOOPBACK).ok).toBe(false),
  );
});
