import { describe, expect, it } from 'vitest';
import type { Reader, SourcePage } from '#scrapers/contract.ts';
import { field, keyOf } from '#scrapers/ietf/datatracker.ts';
import { dayOf } from '#scrapers/ietf/moments.ts';
import { Notes } from '#scrapers/ietf/notes.ts';
import { inParts } from '#scrapers/ietf/persons.ts';
import { readTable } from '#scrapers/ietf/read-table.ts';
import { redact } from '#scrapers/ietf/redact.ts';
import { readerOf } from '../reader.ts';

const table = { resource: 'group/role', fields: { id: field.id, note: field.text } };
const row = (id: number, more: Record<string, unknown> = {}) => ({
  id,
  note: `row ${id}`,
  resource_uri: `/api/v1/group/role/${id}/`,
  ...more,
});

interface Asked {
  limit: number;
  offset: number;
  query: URLSearchParams;
}

/** A server of one table: `answer` gives the rows of a window, or null where it refuses it. */
function serve(
  answer: (asked: Asked, nth: number) => { rows: unknown[]; total: number } | null,
  more: Partial<Reader> = {},
): { reader: Reader; asked: string[] } {
  const asked: string[] = [];
  const reader = readerOf({
    read: async (url, options): Promise<SourcePage | 'missing'> => {
      const query = new URL(url).searchParams;
      const limit = Number(query.get('limit'));
      const offset = Number(query.get('offset') ?? 0);
      const given = answer({ limit, offset, query }, asked.push(url));
      if (!given) return 'missing';
      const next = new URLSearchParams(query);
      next.set('offset', String(offset + limit));
      const isLast = offset + limit >= given.total;
      const text = JSON.stringify({
        meta: {
          limit,
          offset,
          next: isLast ? null : `/api/v1/group/role/?${next}`,
          previous: null,
          total_count: given.total,
        },
        objects: given.rows,
      });
      options?.verify?.(text, url);
      return { id: asked.length, url, text, fetchedAt: new Date('2026-01-01') };
    },
    ...more,
  });
  return { reader, asked };
}
const all = (count: number) => Array.from({ length: count }, (_, at) => row(at + 1));
const window = (rows: unknown[], { limit, offset }: Asked) => ({
  rows: rows.slice(offset, offset + limit),
  total: rows.length,
});

describe('a table of the Datatracker', () => {
  it('is asked for in order, 500 rows a page, and followed by meta.next to its end', async () => {
    const rows = all(1201);
    const { reader, asked } = serve((one) => window(rows, one));
    const read = await readTable(reader, table, new Notes());
    expect(read.map((placed) => placed.row.id)).toEqual(rows.map(({ id }) => id));
    expect(asked).toHaveLength(3);
    for (const url of asked)
      expect(url).toMatch(/^https:\/\/datatracker\.ietf\.org\/api\/v1\/group\/role\/\?.*order_by=id/);
    expect(new URL(asked[0] ?? '').searchParams.get('limit')).toBe('500');
  });

  it('yields a row once that two pages show', async () => {
    const rows = all(900);
    const { reader } = serve((one) => {
      const page = window(rows, one);
      return one.offset ? { ...page, rows: [rows[one.offset - 1], ...page.rows] } : page;
    });
    expect(await readTable(reader, table, new Notes())).toHaveLength(900);
  });

  it('stops at a filter that the server ignores', async () => {
    const { reader } = serve((one) => window(all(3), one));
    const filter = { param: 'note', value: 'row 1', holds: (one: { note: string }) => one.note === 'row 1' };
    await expect(readTable(reader, { ...table, filters: [filter] }, new Notes())).rejects.toThrow(
      /role\/2\/ among the rows, expected only note=row 1/,
    );
  });

  it('finds the one broken row of a refused page by halving, skips it and says so', async () => {
    const rows = all(1000);
    const { reader } = serve((one) =>
      one.offset <= 733 && 733 < one.offset + one.limit ? null : window(rows, one),
    );
    const notes = new Notes();
    const read = await readTable(reader, table, notes);
    expect(read).toHaveLength(999);
    expect(read.some((placed) => placed.row.id === 734)).toBe(false);
    expect(notes.list()).toEqual([
      'group/role: the row at offset 733 is broken in the Datatracker and was skipped',
    ]);
  });

  it('is given up by name where everything is refused', async () => {
    const { reader } = serve(() => null);
    await expect(readTable(reader, table, new Notes())).rejects.toThrow(/pages refused/);
  });

  it('is not there, and said not to be, where it is optional', async () => {
    const { reader } = serve(() => null);
    const notes = new Notes();
    expect(await readTable(reader, { ...table, optional: true }, notes)).toEqual([]);
    expect(notes.list()).toEqual(['group/role is not answered']);
  });

  it('is read a second time where it grew while it was read', async () => {
    let rows = all(600);
    const { reader, asked } = serve((one, nth) => {
      if (nth === 2) rows = all(601);
      return window(rows, one);
    });
    expect(await readTable(reader, table, new Notes())).toHaveLength(601);
    expect(asked).toHaveLength(4);
  });

  it('is refused where rows are missing that it announces', async () => {
    const { reader } = serve(() => ({ rows: all(3), total: 4 }));
    await expect(readTable(reader, table, new Notes())).rejects.toThrow(/3 rows, 4 announced/);
  });

  it('is refused where it has far fewer rows than at the last good reading, unless somebody accepts it', async () => {
    const { reader } = serve((one) => window(all(100), one));
    const notes = new Notes();
    await readTable(reader, table, notes);
    const memo = notes.memo({ on: '2026-01-01', 'rows group/group': '9' });
    expect(memo).toEqual({ 'rows group/group': '9', 'rows group/role': '100' });
    const cut = (count: number, more: Partial<Reader> = {}) =>
      readTable(serve((one) => window(all(count), one), { memo, ...more }).reader, table, new Notes());
    await expect(cut(94)).rejects.toThrow(
      'group/role: found 94 rows, expected no fall of more than 5 % from 100',
    );
    await expect(cut(0)).rejects.toThrow('group/role: found 0 rows');
    expect(await cut(95)).toHaveLength(95);
    expect(await cut(40, { accept: true })).toHaveLength(40);
  });

  it('tells of an unknown field once', async () => {
    const rows = all(3).map((one) => ({ ...one, shoe_size: 43 }));
    const { reader } = serve((one) => window(rows, one));
    const notes = new Notes();
    expect(await readTable(reader, table, notes)).toHaveLength(3);
    expect(notes.list()).toEqual(['group/role has fields that are not known: shoe_size']);
  });

  it('is refused where a field is missing or of another type, naming row and field', async () => {
    const missing = serve((one) => window([{ ...row(1), note: undefined }], one));
    await expect(readTable(missing.reader, table, new Notes())).rejects.toThrow(/role\/1\/ note/);
    const retyped = serve((one) => window([{ ...row(1), id: '1' }], one));
    await expect(readTable(retyped.reader, table, new Notes())).rejects.toThrow(/role\/1\/ id.*"1"/);
  });
});

describe('a time of the Datatracker', () => {
  it('is a UTC day, also where it is written in Pacific time', () => {
    expect(dayOf('2012-02-26T08:03:54Z', '2026-01-01')).toBe('2012-02-26');
    expect(dayOf('2012-02-26T16:30:00', '2026-01-01')).toBe('2012-02-27');
    expect(dayOf('2012-07-26T16:30:00', '2026-01-01')).toBe('2012-07-26');
    expect(dayOf('2012-07-26T17:30:00', '2026-01-01')).toBe('2012-07-27');
  });

  it('is no day where it stands for "unknown" or lies ahead', () => {
    for (const time of [
      '1970-01-01T00:00:00Z',
      '1970-01-02T07:59:59Z',
      '1911-01-01T12:00:00Z',
      '2026-01-02T00:00:00Z',
    ])
      expect(dayOf(time, '2026-01-01')).toBe(null);
  });
});

describe('what is archived of an answer', () => {
  const redacted = (url: string, object: unknown) =>
    JSON.parse(Buffer.from(redact(url, Buffer.from(JSON.stringify(object)))).toString('utf8'));
  const role = 'https://datatracker.ietf.org/api/v1/group/role/?limit=500';

  it('has no mail address, neither in words nor as the key of a resource', () => {
    const seen = redacted(role, {
      email: '/api/v1/person/email/a.b%40example.org/',
      other: '/api/v1/person/email/a.b@example.org/',
      desc: 'line\none@example.org wrote',
      photo: 'x.jpg',
    });
    expect(seen).toEqual({
      email: '/api/v1/person/email/masked/',
      other: '/api/v1/person/email/masked/',
      desc: 'line\nmasked wrote',
      photo: '',
    });
  });

  it('has no attendee: no name, no address, no person', () => {
    const url = 'https://datatracker.ietf.org/api/v1/meeting/registration/?limit=500';
    expect(
      redacted(url, {
        first_name: 'Ada',
        last_name: 'Example',
        email: 'ada@example.org',
        person: '/api/v1/person/person/1/',
        affiliation: 'Example University',
        country_code: 'DE',
      }),
    ).toEqual({
      first_name: '',
      last_name: '',
      email: '',
      person: null,
      affiliation: 'Example University',
      country_code: 'DE',
    });
  });

  it('has no name that an attendee typed as affiliation, and keeps a firm that bears one', () => {
    const url = 'https://datatracker.ietf.org/api/v1/meeting/registration/?limit=500';
    const typed = (affiliation: string) =>
      redacted(url, { objects: [{ affiliation, first_name: 'Ada', last_name: 'Exámple' }] }).objects[0]
        .affiliation;
    expect(typed('Ada Example')).toBe('Individual');
    expect(typed('Example, Ada')).toBe('Individual');
    expect(typed('Ada Example Consulting')).toBe('Individual');
    expect(typed('Example Telecom')).toBe('Example Telecom');
    expect(typed('')).toBe('');
  });

  it('has no contact and no body of a liaison statement', () => {
    const seen = redacted('https://datatracker.ietf.org/api/v1/liaisons/liaisonstatement/', {
      body: 'Dear all',
      to_contacts: 'Someone <s@example.org>',
      title: 'On numbering',
    });
    expect(seen).toEqual({ body: '', to_contacts: '', title: 'On numbering' });
  });

  it('has no mail address either where the answer is no object', () => {
    expect(redacted(role, 'ask ada@example.org')).toBe('ask masked');
    expect(redacted(role, null)).toBe(null);
    expect(Buffer.from(redact(role, Buffer.from('Ask ada@example.org'))).toString()).toBe('Ask masked');
  });

  it('is refused where its bytes are not UTF-8', () => {
    expect(() => redact(role, Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]))).toThrow(/not UTF-8/);
  });
});

describe('the key of a resource', () => {
  it('is decoded', () => {
    expect(keyOf('/api/v1/doc/document/rfc9000/')).toBe('rfc9000');
    expect(keyOf('/api/v1/person/email/a%20b@example.org/')).toBe('a b@example.org');
  });
});

describe('persons asked for by id', () => {
  const ids = Array.from({ length: 3000 }, (_, at) => at * 37 + 5);
  it('are in parts of at most 250 that hold each once', () => {
    const parts = inParts(ids);
    expect(parts.flat()).toEqual(ids);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(250);
    expect(inParts([])).toEqual([]);
  });
  it('stay in the parts they were in where somebody more is asked for: their addresses are known to the server', () => {
    const before = new Set(inParts(ids).map(String));
    const more = [...ids, 12_346].sort((a, b) => a - b);
    expect(inParts(more).filter((part) => !before.has(String(part)))).toHaveLength(1);
  });
});
