import { describe, expect, it } from 'vitest';
import { decode } from '#lib/charset.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');
const latin = (text: string) => Buffer.from(text, 'latin1');

describe('the charset of a page', () => {
  it('is what the header says, before what the document says of itself', () => {
    expect(decode(latin('<meta charset="utf-8">Zürich'), 'text/html; charset=iso-8859-1', 'x')).toContain(
      'Zürich',
    );
  });

  it('is what the document says where the header is silent', () => {
    const list = latin(
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">Genève',
    );
    expect(decode(list, 'text/html', 'x')).toContain('Genève');
    expect(
      decode(latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>Genève</a>'), 'text/xml', 'x'),
    ).toContain('Genève');
  });

  it('is UTF-8 where nobody says and the bytes are UTF-8, else windows-1252', () => {
    expect(decode(bytes('Genève “ok”'), '', 'x')).toBe('Genève “ok”');
    expect(decode(Buffer.from([0x93, 0x47, 0x65, 0x6e, 0xe8, 0x76, 0x65, 0x94]), '', 'x')).toBe('“Genève”');
  });

  it('called ISO 8859-1 is windows-1252, as every browser reads it: quotes and dashes are no control characters', () => {
    const range = Buffer.from([0x32, 0x30, 0x31, 0x37, 0x96, 0x32, 0x30, 0x32, 0x30, 0x80]);
    for (const name of ['windows-1252', 'iso-8859-1', 'latin1', 'us-ascii'])
      expect(decode(range, `text/html; charset=${name}`, 'x')).toBe('2017–2020€');
  });

  it('is told by a byte order mark', () => {
    expect(decode(Buffer.from([0xff, 0xfe, 0x41, 0x00]), '', 'x')).toBe('A');
    expect(decode(Buffer.from([0xef, 0xbb, 0xbf, 0x41]), 'text/plain; charset=utf-8', 'x')).toBe('A');
  });

  it('is never guessed against what is declared: the page is refused by name', () => {
    const list = latin('<p>Genève</p>');
    expect(() => decode(list, 'text/html; charset=utf-8', 'https://x.example/list')).toThrow(
      'https://x.example/list: found bytes that are not utf-8',
    );
  });

  it('of an old plain text served as UTF-8 and not in it is windows-1252', () => {
    expect(decode(latin('Université'), 'text/plain; charset=utf-8', 'x')).toBe('Université');
  });

  it('that nobody knows is refused', () => {
    expect(() => decode(bytes('a'), 'text/html; charset=klingon', 'x')).toThrow('klingon');
  });
});
