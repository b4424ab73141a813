import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { Unexpected } from '#lib/unexpected.ts';
import type { Reader, ReadOptions, SourcePage } from '../contract.ts';

const site = 'https://datatracker.ietf.org';
export const datatracker = {
  body: 'ietf',
  home: `${site}/`,
  licence: 'Facts from the public API of the IETF Datatracker; no text is republished',
  hosts: ['datatracker.ietf.org'],
} as const;

/** Rows a page; the server allows 1000 and would silently cut anything above. */
const pageSize = 500;
/** More broken rows than this in one table, or more refused windows, and the fault is not in the rows. */
const mostBroken = 20;
const mostRefused = 600;
/** Of fewer rows than this a twentieth is none. */
const fewest = 20;

const uri = z.string().regex(/^\/api\/v1\/[a-z]+\/[a-z]+\/.+\/$/, 'a resource URI');
/** UTC with Z, or naive US-Pacific as before the migration of late 2022. */
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/, 'a date and time');
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day');
export const field = { uri, moment, day, id: z.number().int(), text: z.string() };

/** The last part of a resource URI, decoded: a number, a document's name, a slug. */
export const keyOf = (resource: string): string => {
  const key = resource.slice(resource.lastIndexOf('/', resource.length - 2) + 1, -1);
  return key.includes('%') ? decodeURIComponent(key) : key;
};
export const keyOrNull = (resource: string | null): string | null => (resource ? keyOf(resource) : null);

/**
 * The UTC day of a Datatracker time; null for the sentinels it holds ("1970-01-01" and earlier than the IETF's own
 * documents) and for days after `today`.
 */
export function dayOf(time: string, today: string): string | null {
  const found = utcDay(time);
  if (found === null) return null;
  return found < '1969-01-01' || /^1970-01-0[12]$/.test(found) || found > today ? null : found;
}

function utcDay(time: string): string | null {
  // A time in UTC begins with its UTC day; the 31st of a short month is left to the calendar.
  if (
    time.endsWith('Z') &&
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(time)
  )
    return time.slice(0, 10);
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/.test(time);
  const utc = isZoned ? new Date(time) : fromPacific(time);
  return Number.isNaN(utc.getTime()) ? null : utc.toISOString().slice(0, 10);
}

const pacific = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Los_Angeles',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function fromPacific(time: string): Date {
  const wanted = Date.parse(`${time}Z`);
  if (Number.isNaN(wanted)) return new Date(Number.NaN);
  const shown = (at: number) => {
    const part = Object.fromEntries(pacific.formatToParts(at).map(({ type, value }) => [type, value]));
    return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
  };
  const guess = wanted + (wanted - shown(wanted));
  return new Date(guess + (wanted - shown(guess)));
}

/** A filter as sent, and whether a row fits it: a parameter the server does not know is ignored without a word. */
export interface Filter<Row> {
  param: string;
  value: string;
  /** Asks for some rows of this run's choosing: how many there are says nothing of the table. */
  some?: boolean;
  holds: (row: Row) => boolean;
}

export interface Table<Shape extends z.ZodRawShape> {
  /** app/resource, as in doc/document. */
  resource: string;
  /** Fields that are read: each must be there and of this type. */
  fields: Shape;
  /** Fields that are known and left alone. */
  also?: readonly string[];
  filters?: readonly Filter<z.infer<z.ZodObject<Shape>>>[];
  /** A resource that some versions of the service do not have. */
  optional?: boolean;
  orderBy?: 'id' | 'address' | 'slug' | null;
}

export interface Placed<Row> {
  row: Row;
  pageId: number;
}

/** What reading left to tell: skipped rows, unknown fields, drifting totals. One a run. */
export class Notes {
  readonly #said = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  add(sentence: string): void {
    this.#said.set(sentence, (this.#said.get(sentence) ?? 0) + 1);
  }
  counted(table: string, rows: number): void {
    this.#rows.set(`rows ${table}`, rows);
  }
  /** How many rows each table had, for the next run to compare with; of those not read now what was known before. */
  memo(before: Readonly<Record<string, string>>): Record<string, string> {
    const known = Object.entries(before).filter(([key]) => key.startsWith('rows '));
    return Object.fromEntries([...known, ...[...this.#rows].map(([key, rows]) => [key, String(rows)])]);
  }
  list(): string[] {
    return [...this.#said].map(([sentence, times]) =>
      times > 1 ? `${sentence} (${times} times)` : sentence,
    );
  }
}

interface Envelope {
  meta: { limit: number; next: string | null; offset: number; total_count: number };
  objects: Record<string, unknown>[];
}
const envelope = z.object({
  meta: z.object({
    limit: z.number().int(),
    next: z.string().nullable(),
    offset: z.number().int(),
    total_count: z.number().int(),
  }),
  objects: z.array(z.unknown()),
});
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Every row of a table, once, in order. The table may change while it is read: where the total announced at the end is
 * not the one announced at the start, or rows are missing, it is read once more (conditionally, so this is cheap).
 * @throws Unexpected for a missing or retyped field, an ignored filter, fewer rows than announced, or far fewer than the
 * last good run had
 */
export async function readTable<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Placed<z.infer<z.ZodObject<Shape>>>[]> {
  const { rows } = await readWhole(reader, table, notes);
  compareBefore(reader, table, rows.length, notes);
  return rows;
}

/**
 * The same of a table that some versions of the service leave out or leave empty, and others take away again: null then,
 * said once, and never a reason to fail.
 */
export async function readIfAnswered<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape> & { optional: true },
  notes: Notes,
): Promise<Placed<z.infer<z.ZodObject<Shape>>>[] | null> {
  const { rows, absent } = await readWhole(reader, table, notes);
  if (absent) return null;
  const isPart = table.filters?.some((filter) => filter.some);
  if (rows.length === 0 && !isPart) {
    notes.add(`${table.resource} is empty`);
    return null;
  }
  compareBefore(reader, table, rows.length, notes);
  return rows;
}

/** Compares with what the last good run read, and notes what the next one will compare with. */
function compareBefore<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  rows: number,
  notes: Notes,
): void {
  if (table.filters?.some((filter) => filter.some)) return;
  const filters = (table.filters ?? []).map(({ param, value }) => `${param}=${value}`).join('&');
  const name = filters ? `${table.resource}?${filters}` : table.resource;
  refuseFall(reader, name, rows, Number(reader.memo[`rows ${name}`] ?? 0));
  notes.counted(name, rows);
}

/** A table that answers a part of itself announces the total of that part: only what stood before shows it. */
function refuseFall(reader: Reader, name: string, rows: number, before: number): void {
  if (reader.accept || reader.replay || before < fewest || rows >= before * 0.95) return;
  throw new Unexpected(name, `${rows} rows`, `no fall of more than 5 % from ${before} (or --accept)`);
}

async function readWhole<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Pass<z.infer<z.ZodObject<Shape>>>> {
  for (let attempt = 1; ; attempt++) {
    const pass = await readPass(attempt === 1 ? reader : asking(reader), table, notes);
    const isWhole = pass.first === pass.last && pass.rows.length + pass.broken >= pass.last;
    if (isWhole || pass.absent) return pass;
    const found = `${pass.rows.length} rows, ${pass.first} announced at the start and ${pass.last} at the end`;
    if (attempt === 1 && !reader.replay) continue;
    if (pass.rows.length + pass.broken < Math.min(pass.first, pass.last))
      throw new Unexpected(table.resource, found, 'every row that is announced');
    notes.add(`${table.resource} changed while it was read: ${found}`);
    return pass;
  }
}

/** The second time every page is asked for, also what a killed run had just read. */
const asking = (reader: Reader): Reader => ({
  ...reader,
  read: (url, options) => reader.read(url, { ...options, again: true }),
});

interface Pass<Row> {
  rows: Placed<Row>[];
  broken: number;
  first: number;
  last: number;
  absent: boolean;
}

async function readPass<Shape extends z.ZodRawShape>(
  reader: Reader,
  table: Table<Shape>,
  notes: Notes,
): Promise<Pass<z.infer<z.ZodObject<Shape>>>> {
  type Row = z.infer<z.ZodObject<Shape>>;
  const shape = z.object({ ...table.fields, resource_uri: uri }) as unknown as z.ZodType<
    Row & { resource_uri: string }
  >;
  const known = new Set([...Object.keys(table.fields), 'resource_uri', ...(table.also ?? [])]);
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const result: Pass<Row> = { rows: [], broken: 0, first: -1, last: 0, absent: false };
  let refused = 0;

  const take = (page: SourcePage, { meta, objects }: Envelope): void => {
    if (result.first < 0) result.first = meta.total_count;
    result.last = meta.total_count;
    for (const object of objects) {
      const parsed = shape.safeParse(object);
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const name = issue?.path.join('.') ?? '';
        throw new Unexpected(
          `${page.url} ${String(object.resource_uri ?? '')} ${name}`.trim(),
          JSON.stringify(object[name]) ?? 'no such field',
          issue?.message ?? 'the fields of the contract',
        );
      }
      for (const name of Object.keys(object)) if (!known.has(name)) unknown.add(name);
      const row = parsed.data;
      for (const { param, value, holds } of table.filters ?? []) {
        if (!holds(row))
          throw new Unexpected(page.url, `${row.resource_uri} among the rows`, `only ${param}=${value}`);
      }
      if (seen.has(row.resource_uri)) continue;
      seen.add(row.resource_uri);
      result.rows.push({ row, pageId: page.id });
    }
    const done = meta.offset + objects.length;
    reader.progress(Math.min(done, meta.total_count), meta.total_count, table.resource);
  };

  /** A page that is refused as a whole holds a broken row: halves, down to the row. */
  const halve = async (offset: number, size: number): Promise<void> => {
    const left = Math.ceil(size / 2);
    for (const [at, length] of [
      [offset, left],
      [offset + left, size - left],
    ] as const) {
      if (length === 0 || (result.first >= 0 && at >= result.last)) continue;
      const url = addressOf(table, length, at);
      const got = await readPage(reader, url);
      if (got) take(got.page, got.envelope);
      else if (++refused > mostRefused || result.broken >= mostBroken)
        throw new Unexpected(url, `${refused} pages refused`, 'a broken row here and there, not everywhere');
      else if (length > 1) await halve(at, length);
      else {
        result.broken++;
        notes.add(`${table.resource}: the row at offset ${at} is broken in the Datatracker and was skipped`);
      }
    }
  };

  let url: string | null = addressOf(table, pageSize, 0);
  for (let offset = 0; url; ) {
    const got: { page: SourcePage; envelope: Envelope } | null = await readPage(reader, url);
    if (got) {
      take(got.page, got.envelope);
      const { next, limit, offset: at } = got.envelope.meta;
      offset = at + limit;
      url = next === null ? null : new URL(next, site).href;
    } else if (reader.replay || (table.optional && offset === 0)) {
      if (reader.replay && !table.optional && offset > 0)
        throw new Unexpected(url, 'no such page in the archive', 'every page of the table');
      result.absent = true;
      if (table.optional) notes.add(`${table.resource} is not answered`);
      return result;
    } else {
      await halve(offset, pageSize);
      offset += pageSize;
      url = offset < result.last ? addressOf(table, pageSize, offset) : null;
    }
  }
  if (unknown.size)
    notes.add(`${table.resource} has fields that are not known: ${[...unknown].sort().join(', ')}`);
  return result;
}

function addressOf<Shape extends z.ZodRawShape>(table: Table<Shape>, limit: number, offset: number): string {
  const query = new URLSearchParams();
  for (const { param, value } of table.filters ?? []) query.set(param, value);
  const order = table.orderBy === undefined ? 'id' : table.orderBy;
  if (order) query.set('order_by', order);
  query.set('limit', String(limit));
  if (offset) query.set('offset', String(offset));
  query.set('format', 'json');
  return `${site}/api/v1/${table.resource}/?${query}`;
}

/** A page and what it holds; null where the server refuses it, as it does where a row is broken. */
async function readPage(
  reader: Reader,
  url: string,
): Promise<{ page: SourcePage; envelope: Envelope } | null> {
  let read: Envelope | null = null;
  const options: ReadOptions = {
    content: 'always',
    missing: [400],
    expectType: /^application\/json/i,
    ahead: nextOf,
    verify: (text) => {
      read = parse(text, url);
    },
  };
  const page = await reader.read(url, options);
  if (page === 'missing') return null;
  if (page === 'unchanged') throw new Unexpected(url, 'a page without content', 'the archived page');
  return { page, envelope: read ?? parse(page.text, url) };
}

/** The address of the page after this one, found at its beginning without parsing it. */
function nextOf(body: Uint8Array): string | null {
  const beginning = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 4096)).toString(
    'latin1',
  );
  const next = /^\s*\{\s*"meta":\s*\{[^{}]*"next":\s*"(\/api\/v1\/[^"\\]+)"/.exec(beginning)?.[1];
  return next ? new URL(next, site).href : null;
}

function parse(text: string, url: string): Envelope {
  let json: unknown;
  try {
    json = text === redacted.text ? redacted.json : JSON.parse(text);
    redacted = { text: null, json: null };
  } catch (error) {
    throw new Unexpected(url, (error as Error).message, 'JSON');
  }
  const parsed = envelope.safeParse(json);
  if (parsed.success && parsed.data.objects.every(isObject)) return json as Envelope;
  const issue = parsed.error?.issues[0];
  throw new Unexpected(
    `${url} ${issue?.path.join('.') ?? 'objects'}`.trim(),
    issue?.message ?? '',
    'meta and objects',
  );
}

/** Persons by id, some hundred a request. */
export async function readPersons(
  reader: Reader,
  ids: Iterable<string>,
  notes: Notes,
): Promise<Map<string, Placed<{ id: number; name: string }>>> {
  const wanted = [...new Set(ids)].map(Number).sort((a, b) => a - b);
  const found = new Map<string, Placed<{ id: number; name: string }>>();
  for (let at = 0; at < wanted.length; at += 250) {
    const some = wanted.slice(at, at + 250);
    const isWanted = new Set(some);
    const filter = {
      param: 'id__in',
      value: some.join(','),
      some: true,
      holds: (row: { id: number }) => isWanted.has(row.id),
    };
    for (const placed of await readTable(reader, { ...persons, filters: [filter] }, notes))
      found.set(String(placed.row.id), placed);
  }
  refuseFall(reader, persons.resource, found.size, wanted.length);
  return found;
}

/** The table of persons; fields that describe a person rather than name one are not read. */
export const persons = {
  resource: 'person/person',
  fields: { id: field.id, name: field.text },
  also: [
    'name_from_draft',
    'ascii',
    'ascii_short',
    'plain',
    'pronouns_freetext',
    'pronouns_selectable',
    'user',
    'time',
    'photo',
    'photo_thumb',
    'biography',
  ],
} satisfies Table<z.ZodRawShape>;

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
  String(text ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
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
