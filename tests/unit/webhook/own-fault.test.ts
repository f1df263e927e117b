import { describe, expect, it } from 'vitest';
import { errorCodeOf } from '#adapters/http/error-code.ts';
import { ownFaultOf } from '#adapters/http/own-fault.ts';

const failed = (code: string, address = '93.184.215.14'): Error =>
  Object.assign(new Error(code), { code, address });
const NO_IPV6 = failed('EADDRNOTAVAIL', '2606:2800:220:1::1');

describe('an error of a connection', () => {
  it.each<[string, unknown, boolean]>([
    ['no free file handle', failed('EMFILE'), true],
    ['no free port', failed('EADDRNOTAVAIL'), true],
    ['an IPv6 address where there is no IPv6', NO_IPV6, false],
    ['refused', failed('ECONNREFUSED'), false],
    ['no free handle for any address', new AggregateError([failed('EMFILE'), failed('EMFILE')]), true],
    ['no IPv6, and refused by IPv4', new AggregateError([NO_IPV6, failed('ECONNREFUSED')]), false],
    [
      'no handle for one, refused by the other',
      new AggregateError([failed('EMFILE'), failed('ETIMEDOUT')]),
      false,
    ],
    ['no errors at all', new AggregateError([]), false],
    ['nothing known', new Error('what'), false],
  ])('%s: ours is %s', (_, error, isOurs) => {
    expect(ownFaultOf(error) !== undefined).toBe(isOurs);
  });

  it('is named by what the peer did, where one of several is the peer’s', () => {
    expect(errorCodeOf(new AggregateError([NO_IPV6, failed('ECONNREFUSED')]))).toBe('ECONNREFUSED');
    expect(errorCodeOf(new AggregateError([failed('ETIMEDOUT'), failed('ECONNREFUSED')]))).toBe('ETIMEDOUT');
    expect(errorCodeOf(NO_IPV6)).toBe('EADDRNOTAVAIL');
  });
});
