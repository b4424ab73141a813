import iconv from 'iconv-lite';
import { Unexpected } from './unexpected.ts';

/**
 * Decodes a page: the charset of the header, then what the document says of itself, then UTF-8 where the bytes are
 * valid UTF-8, then windows-1252.
 * @param contentType the header, "" where there is none
 * @throws Unexpected when bytes are not in the charset that is declared; a published plain text (old RFCs are served as
 *   UTF-8 and are not all) is read as windows-1252 instead
 */
export function decode(bytes: Uint8Array, contentType: string, where: string): string {
  const declared = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ?? charsetOf(bytes);
  if (!declared) return tryDecode(bytes, 'utf-8') ?? windows1252(bytes);
  const text = tryDecode(bytes, declared);
  if (text !== null) return text;
  if (/^text\/plain/i.test(contentType)) return windows1252(bytes);
  throw new Unexpected(where, `bytes that are not ${declared}`, 'the charset it declares');
}

/** Node's own decoder reads windows-1252 as Latin-1: its quotes and dashes (0x80 to 0x9f) come out as control characters. */
const windows1252 = (bytes: Uint8Array) => iconv.decode(Buffer.from(bytes), 'windows-1252');

function tryDecode(bytes: Uint8Array, charset: string): string | null {
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    return decoder.encoding === 'windows-1252' ? windows1252(bytes) : decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The charset a document declares in its first bytes: a byte order mark, an XML declaration, an HTML meta. */
function charsetOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const found =
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(start) ??
    /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(start);
  return found?.[1] ?? null;
}

/** Without accents, and in letters of one kind: "Türkiye" is Turkiye. */
export const plainLetters = (text: string): string => text.normalize('NFKD').replace(/\p{M}+/gu, '');

/** The words of a name, without case, accents and punctuation: what two ways to print it share ("AT&T", "at and t"). */
export const foldName = (text: string): string =>
  plainLetters(text)
    .toLowerCase()
    .replace(/[&+]/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
