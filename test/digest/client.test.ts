import { describe, expect, it } from 'vitest';
import { clientBehind } from '#digest/client.ts';

describe('the client of a sign-up', () => {
  it('is the other end of the connection where no proxy is trusted, whatever the header says', () => {
    expect(clientBehind('203.0.113.5', '198.51.100.1, 198.51.100.2', 0)).toBe('203.0.113.5');
    expect(clientBehind('::ffff:203.0.113.5', null, 0)).toBe('203.0.113.5');
    // So the web server hands it on where the client sent no header.
    expect(clientBehind('203.0.113.5', '203.0.113.5', 0)).toBe('203.0.113.5');
  });

  it('is what the outermost trusted proxy saw, never what the client wrote before it', () => {
    for (const made of ['1.1.1.1', '2.2.2.2, 3.3.3.3', '', 'x'])
      expect(clientBehind('127.0.0.1', `${made}, 203.0.113.5`, 1)).toBe('203.0.113.5');
    expect(clientBehind('10.0.0.2', '9.9.9.9, 203.0.113.5:4711, 10.0.0.1', 2)).toBe('203.0.113.5');
    // Who reaches the inner proxy past the outer one is known by its own address.
    expect(clientBehind('10.0.0.2', '203.0.113.5', 2)).toBe('203.0.113.5');
    expect(clientBehind('127.0.0.1', '127.0.0.1', 1)).toBe('127.0.0.1');
  });

  it('comes through one proxy where nobody says how many and this machine calls itself', () => {
    expect(clientBehind('::ffff:127.0.0.1', '9.9.9.9, 203.0.113.5', null)).toBe('203.0.113.5');
    expect(clientBehind('10.0.0.2', '9.9.9.9, 203.0.113.5', null)).toBe('10.0.0.2');
  });

  it('is one line of IPv6, whichever of its addresses it uses', () => {
    const same = ['2001:db8:0:7::1', '2001:DB8::7:ffff:0:0:9', '[2001:0db8:0000:0007::abcd]:443'];
    for (const address of same) expect(clientBehind('::1', address, 1)).toBe('2001:db8:0:7::/64');
    expect(clientBehind('::1', '2001:db8:0:8::1', 1)).toBe('2001:db8:0:8::/64');
  });

  it('is one and the same for all whose address is no address', () => {
    expect(clientBehind('127.0.0.1', 'nonsense', 1)).toBe('unknown');
    expect(clientBehind(null, null, 0)).toBe('unknown');
  });
});
