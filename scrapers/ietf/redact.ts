import { isUtf8 } from 'node:buffer';
import { plainLetters } from '#lib/charset.ts';
import { Unexpected } from '#lib/unexpected.ts';

const withheld = new Set([
  'first_name',
  'last_name',
  'email',
  'shepherd',
  'notify',
  'photo',
  'photo_thumb',
  'biography',
  'pronouns_freetext',
  'pronouns_selectable',
  'user',
  'body',
  'from_contact',
  'to_contacts',
  'response_contacts',
  'technical_contacts',
  'action_holder_contacts',
  'cc_contacts',
  'list_email',
  'list_subscribe',
  'comments',
  'venue_addr',
  'access_key',
  'auth_key',
  'remote_ip',
]);
const address = /[\w.!#$%&'*+/=?^`{|}~-]+(?:@|%40)[a-z0-9][a-z0-9.-]*[a-z0-9]/gi;
const emailResource = '/api/v1/person/email/';
const emailKey = /^\/api\/v1\/person\/email\/.*\/$/;

/**
 * What may be archived of an answer: without addresses (also as keys: /person/email/<address>/), pictures, biographies,
 * contacts, bodies of letters; registrations also without the person. Types stay as they are. A page that is not JSON
 * (an error under 200) only loses its addresses.
 * @throws Unexpected for bytes that are not UTF-8, as JSON must be
 */
export function redact(url: string, body: Uint8Array): Uint8Array {
  if (!isUtf8(body)) throw new Unexpected(url, 'bytes that are not UTF-8', 'JSON in UTF-8');
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  const isAttendees = /\/(?:meeting\/registration|stats\/meetingregistration)\//.test(url);
  let isTouched = false;
  const touch = <Value>(value: Value): Value => {
    isTouched = true;
    return value;
  };
  const hide = (name: string, value: string): string | null => {
    if (value === '') return value;
    if (isAttendees && name === 'person') return touch(null);
    if (value.startsWith(emailResource) && emailKey.test(value)) return touch(`${emailResource}masked/`);
    if (withheld.has(name)) return touch('');
    const hasAddress = value.includes('@') || value.includes('%40');
    return hasAddress ? touch(value.replace(address, 'masked')) : value;
  };
  let kept: string;
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object') return Buffer.from(text.replace(address, 'masked'));
    revise(json, hide, isAttendees ? hideOwnName : null);
    kept = isTouched ? JSON.stringify(json) : text;
    redacted = { text: kept, json };
  } catch {
    return Buffer.from(text.replace(address, 'masked'));
  }
  return isTouched ? Buffer.from(kept) : body;
}

/** The page redacted last, which is most often the one parsed next: it need not be parsed twice. */
let redacted: { text: string | null; json: unknown } = { text: null, json: null };

/** A page that was archived, parsed. @throws SyntaxError where it is not JSON */
export function jsonOf(text: string): unknown {
  const json = text === redacted.text ? redacted.json : JSON.parse(text);
  redacted = { text: null, json: null };
  return json;
}

/** Replaces every text in an answer by what `hide` makes of it; `before` sees each object whole. */
function revise(
  held: unknown,
  hide: (name: string, value: string) => string | null,
  before: ((held: Record<string, unknown>) => void) | null,
): void {
  if (typeof held !== 'object' || held === null) return;
  const fields = held as Record<string, unknown>;
  before?.(fields);
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (typeof value === 'object') revise(value, hide, before);
    if (typeof value !== 'string') continue;
    const after = hide(name, value);
    // Assigned, a field that is called __proto__ would stay as it was.
    if (after !== value)
      Object.defineProperty(fields, name, {
        value: after,
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
}

const wordsOf = (text: unknown): string[] =>
  plainLetters(String(text ?? ''))
    .toLowerCase()
    .split(/[\s,.;:()/"]+/)
    .filter(Boolean);

/** Some who registered typed their own name as their affiliation: it is hidden as one. A firm that bears a surname stays. */
function hideOwnName(held: Record<string, unknown>): void {
  if (typeof held.affiliation !== 'string') return;
  const [first, last] = [wordsOf(held.first_name), wordsOf(held.last_name)];
  const typed = wordsOf(held.affiliation);
  const has = (words: string[]) => words.length > 0 && words.every((word) => typed.includes(word));
  const isName = typed.length > 0 && typed.every((word) => first.includes(word) || last.includes(word));
  if (isName || (has(first) && has(last))) held.affiliation = ownName;
}

/** What stands for an affiliation that was the attendee's own name. */
const ownName = 'Individual';
