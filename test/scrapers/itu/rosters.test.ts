import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decode } from '#lib/charset.ts';
import type { Row } from '#prisma/records.ts';
import type { Gathered, Reader, Source } from '#scrapers/contract.ts';
import { ituLeadership, ituRapporteurs } from '#scrapers/itu/officers.ts';
import { tenureId } from '#scrapers/itu/terms.ts';
import { readerOf } from '../reader.ts';

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', 'fixtures', 'itu', name), 'utf8');
const mgmt = fixture('mgmt.html');
const loqr = fixture('loqr.html');
const errorPage = '<html><head><title>Unavailable</title></head><body><h1>We are sorry</h1></body></html>';

/** What a page says after it went through the archive. */
const archived = (source: Source, html: string) => {
  const body = source.redact('https://www.itu.int/', Buffer.from(html));
  return decode(body, 'text/html; charset=utf-8', 'https://www.itu.int/');
};

/** A reading of one roster, that of group 99 in the period given; the site has no other. */
function reading(
  source: Source,
  html: string | null,
  before: Gathered | null = null,
  more: Partial<Reader> & { period?: number } = {},
): Promise<Gathered> {
  const { period = 18, ...reader } = more;
  const url = new RegExp(`Group=99&Period=${period}$`);
  const gathered = source.gather(
    readerOf({
      read: async (asked) => {
        const text = url.test(asked)
          ? html
          : '<html><head><title>Structure</title></head><body></body></html>';
        if (text === null) return 'missing';
        return { id: 7, url: asked, text: archived(source, text), fetchedAt: new Date() };
      },
      tenures: async (of) => (of ? [] : (before?.rows.tenure ?? [])),
      memo: before?.memo ?? {},
      ...reader,
    }),
  );
  return gathered as Promise<Gathered>;
}
const tenure = (gathered: Gathered, family: string): Partial<Row<'tenure'>> =>
  gathered.rows.tenure?.find((row) => row.person_name?.endsWith(family)) ?? {};
const replaced = mgmt.replace('José', 'Eve').replace('ÑANDÚ', 'NEWCOMER');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime('2025-03-01T10:00:00Z');
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the list of a group’s officers', () => {
  it('gives each officer’s post, name with its accents, organisation with its commas, and the country printed last', async () => {
    const { rows } = await reading(ituLeadership, mgmt);
    expect(
      rows.tenure?.map((row) => [
        row.post,
        row.part,
        row.person_name,
        row.organisation_text,
        row.country_text,
        row.country,
      ]),
    ).toEqual([
      ['chair', null, 'José ÑANDÚ', 'Example Telecom, S.A.', 'Spain', 'ES'],
      ['vice-chair', null, 'Wai EXEMPLAR', 'Example Firm Co., Ltd.', 'Hong Kong, China', 'HK'],
      ['vice-chair', null, 'Min SAMPLE', 'Sample Networks', 'Korea (Republic of)', 'KR'],
      ['wp-chair', 'WP1/99', 'Ann PLACEHOLDER', 'United Kingdom', 'United Kingdom', 'GB'],
      ['wp-co-chair', 'WP2/99', 'Bea DUMMY', null, null, null],
      ['counsellor', null, 'Carl STAFF', 'ITU-TSB', 'Switzerland', null],
    ]);
  });

  it('takes the name of a state for its administration, and knows the secretariat’s staff without counting it', async () => {
    const { rows, notes } = await reading(ituLeadership, mgmt);
    expect(rows.tenure?.find((row) => row.post === 'wp-chair')?.organisation_id).toBe('state-gb');
    expect(notes).toContain("1 posts of the secretariat's staff are known and not counted");
  });

  it('makes its working parties groups of the study group', async () => {
    const { rows } = await reading(ituLeadership, mgmt);
    expect(rows.group?.map((row) => [row.id, row.kind, row.parent])).toEqual([
      ['SG99', 'sg', 'ITU-T'],
      ['WP1/99', 'wp', 'SG99'],
      ['WP2/99', 'wp', 'SG99'],
    ]);
  });

  it('is archived without e-mail, telephone, street, or the hidden field that repeats them', () => {
    const kept = ituLeadership.redact('https://www.itu.int/', Buffer.from(mgmt)).toString();
    for (const gone of [
      'jose',
      'tsbsg99',
      '+34',
      '+41 22',
      'Calle',
      'Example Road',
      'Place des Nations',
      'Seoul',
      'am9zZUBleGFtcGxl',
    ])
      expect(kept).not.toContain(gone);
    for (const stays of ['Spain', 'Hong Kong, China', 'Example Telecom, S.A.']) expect(kept).toContain(stays);
  });

  it('keeps no street for a country where an address is one line', async () => {
    const { rows } = await reading(
      ituLeadership,
      mgmt.replace('2 Example Road<br/>Hong Kong, China', 'Example Road'),
    );
    expect(rows.tenure?.find((row) => row.person_name === 'Wai EXEMPLAR')?.country_text).toBeNull();
  });

  it('is not asked for at number after number once ten in a row were refused, but of groups that are known', async () => {
    const asked: string[] = [];
    const known = curated('Somebody', { id: tenureId('SG97', null, 2025, 'chair', 'x'), group_id: 'SG97' });
    const lone = mgmt.replaceAll('/99<', '/97<');
    await reading(ituLeadership, null, null, {
      ...knowing(known),
      read: async (url) => {
        asked.push(url);
        return url.endsWith('mgmt.aspx?Group=97&Period=18')
          ? { id: 1, url, text: archived(ituLeadership, lone), fetchedAt: new Date() }
          : 'missing';
      },
    });
    const present = asked.filter((url) => /mgmt\.aspx.*Period=18$/.test(url));
    expect(present).toHaveLength(10 + 1 + 2);
  });

  it.each([
    ['Department of Example Communications (DEC) (India)', null],
    ['Department of Example Communications (DEC)', null],
    ['Ministry of Information and Technology (MIT)', null],
    ['Massachusetts Institute of Technology (MIT)', 'mit'],
  ])('knows the organisation %s by the words outside its bracket only', async (organisation, id) => {
    const { rows } = await reading(
      ituLeadership,
      mgmt.replaceAll('Example Telecom, S.A.', organisation).replaceAll('<br/>Spain', '<br/>United States'),
    );
    expect(rows.tenure?.[0]).toMatchObject({ organisation_text: organisation, organisation_id: id });
  });

  it('counts somebody once who stands there twice in one post', async () => {
    const line = /<tr>[\s\S]*?<\/tr>/.exec(mgmt)?.[0] ?? '';
    const again = line.replaceAll('_0"', '_9"').replace('Example Telecom, S.A.', '');
    const { rows } = await reading(ituLeadership, mgmt.replace(line, line + again));
    expect(rows.tenure).toHaveLength(6);
    expect(rows.tenure?.[0]?.organisation_text).toBe('Example Telecom, S.A.');
  });

  it.each([
    ['a renamed column', mgmt.replaceAll('lblCompany', 'lblOrganization'), /no lblCompany/],
    ['a column more', mgmt.replaceAll('</tr>', '<td>extra</td></tr>'), /words outside the labels: .*extra/],
    [
      'a label more',
      mgmt.replaceAll('<td>Mr', '<td><span id="x_lblGender_0">M</span>'),
      /the label x_lblGender_0/,
    ],
    ['a role nobody knows', mgmt.replace('>Chair<', '>Emperor<'), /the role Emperor/],
    [
      'the working party of another group',
      mgmt.replace('WP1/99', 'WP1/98'),
      /WP1\/98, expected a working party .* of SG99/,
    ],
    ['the officers of another period', mgmt.replace('2025-2028', '2022-2024'), /the study period 2022/],
    ['a login page', mgmt.replace(/<title>[^<]*/, '<title>Sign in'), /a page "Sign in"/],
  ])('is refused with %s', async (_what, html, message) => {
    await expect(reading(ituLeadership, html)).rejects.toThrow(message);
  });

  it.each([
    ['no page', null, /no page, expected the officers of SG99/],
    ['an error page under 200', errorPage, /a page that is no roster/],
    ['an empty list', mgmt.replace(/<tr>[\s\S]*<\/tr>/, ''), /no officers/],
    [
      'a list shrunk by half',
      mgmt.replace(/<tr>[\s\S]*?<\/tr>\s*<tr>[\s\S]*?<\/tr>\s*<tr>[\s\S]*?<\/tr>\s*<tr>[\s\S]*?<\/tr>/, ''),
      /no fall by half from 6/,
    ],
    [
      'moved columns',
      mgmt.replace(/<td>(.*)<\/td>\n<td>(.*)<\/td>/g, '<td>$2</td>\n<td>$1</td>'),
      /the columns lblFName lblLName \| lblTitle/,
    ],
  ])('is refused with %s where it has been read before', async (_what, html, message) => {
    const before = await reading(ituLeadership, mgmt);
    await expect(reading(ituLeadership, html, before)).rejects.toThrow(message);
  });
});

describe('the structure of a group', () => {
  const html = `<html><head><title>SG99 - Structure</title></head><body><div>SG99 - Structure</div>
    <div>(Study Period 2025-2028)</div><br/><div>WP1/99 Naming and
      numbering</div><div>RG-EX Rapporteur Group on examples</div><br/><div>Focus Groups</div>
    <div>FG-EX&nbsp;Focus Group on examples</div><div>Established by SG99 in December 2025</div></body></html>`;

  it('names its working parties and the groups under it, whose words elsewhere are passed over', async () => {
    const before = await reading(ituLeadership, mgmt);
    const { rows } = await reading(ituLeadership, mgmt, before, {
      read: async (url) =>
        /99&Period=18$/.test(url)
          ? {
              id: 9,
              url,
              text: url.includes('sgstructure') ? html : archived(ituLeadership, mgmt),
              fetchedAt: new Date(),
            }
          : 'missing',
    });
    expect(rows.group?.map((row) => [row.id, row.kind, row.name, row.parent])).toEqual([
      ['SG99', 'sg', 'ITU-T Study Group 99', 'ITU-T'],
      ['WP1/99', 'wp', 'Naming and numbering', 'SG99'],
      ['WP2/99', 'wp', 'Working Party 2/99', 'SG99'],
      ['RG-EX', 'ad-hoc-group', 'Rapporteur Group on examples', 'SG99'],
      ['FG-EX', 'fg', 'Focus Group on examples', 'SG99'],
    ]);
  });
});

describe('the terms of officers', () => {
  it('of a group whose list is empty end once somebody has accepted that', async () => {
    const before = await reading(ituLeadership, mgmt);
    const empty = mgmt.replace(/<tr>[\s\S]*<\/tr>/, '');
    vi.setSystemTime('2025-03-05T10:00:00Z');
    const { rows } = await reading(ituLeadership, empty, before, { accept: true });
    expect(rows.tenure?.map((row) => [row.to, row.to_basis])).toEqual(
      rows.tenure?.map(() => ['2025-03-02', 'last-seen']),
    );
    expect(rows.tenure).toHaveLength(6);
  });

  it('begin with the study period at the first reading, and stay as they are at the next', async () => {
    const first = await reading(ituLeadership, mgmt);
    expect(tenure(first, 'ÑANDÚ')).toMatchObject({
      from: '2024-10-24',
      from_basis: 'period-boundary',
      to: null,
    });
    vi.setSystemTime('2025-03-02T10:00:00Z');
    const second = await reading(ituLeadership, mgmt, first);
    expect(second.rows.tenure).toEqual(first.rows.tenure);
  });

  it('end when the name is last seen, and the successor’s begins when it is first seen', async () => {
    const first = await reading(ituLeadership, mgmt);
    vi.setSystemTime('2025-03-05T10:00:00Z');
    const second = await reading(ituLeadership, replaced, first);
    expect(tenure(second, 'ÑANDÚ')).toMatchObject({ to: '2025-03-02', to_basis: 'last-seen' });
    expect(tenure(second, 'NEWCOMER')).toMatchObject({
      from: '2025-03-05',
      from_basis: 'first-seen',
      to: null,
    });
    expect(second.rows.tenure).toHaveLength(7);
  });

  it('are one where a name is gone for two days only, and two where it comes back after a season', async () => {
    const first = await reading(ituLeadership, mgmt);
    vi.setSystemTime('2025-03-02T10:00:00Z');
    const gone = await reading(ituLeadership, replaced, first);
    vi.setSystemTime('2025-03-04T10:00:00Z');
    const back = await reading(ituLeadership, mgmt, gone);
    expect(back.rows.tenure?.filter((row) => row.person_name === 'José ÑANDÚ')).toMatchObject([{ to: null }]);
    vi.setSystemTime('2025-08-04T10:00:00Z');
    const later = await reading(ituLeadership, mgmt, gone);
    expect(later.rows.tenure?.filter((row) => row.person_name === 'José ÑANDÚ')).toMatchObject([
      { from: '2024-10-24', to: '2025-03-02' },
      { from: '2025-08-04', from_basis: 'first-seen', to: null },
    ]);
    const settled = await reading(ituLeadership, mgmt, later);
    expect(settled.rows.tenure).toHaveLength(later.rows.tenure?.length ?? 0);
  });

  it('are two where the officer works for another organisation now, and one where it is spelled otherwise', async () => {
    const ofHuawei = mgmt.replace('Sample Networks', 'Huawei');
    const first = await reading(ituLeadership, ofHuawei);
    const spelled = await reading(
      ituLeadership,
      ofHuawei.replace('Huawei', 'Huawei Technologies Co., Ltd.'),
      first,
    );
    expect(spelled.rows.tenure).toHaveLength(6);
    vi.setSystemTime('2025-06-01T10:00:00Z');
    const moved = await reading(ituLeadership, ofHuawei.replace('Huawei', 'Nokia'), first);
    expect(
      moved.rows.tenure
        ?.filter((row) => row.person_name === 'Min SAMPLE')
        .map((row) => [row.organisation_id, row.from, row.to]),
    ).toEqual([
      ['huawei', '2024-10-24', '2025-03-02'],
      ['nokia', '2025-06-01', null],
    ]);
  });

  it('of a period that is over are bounded by it', async () => {
    const past = mgmt.replace('2025-2028', '2022-2024');
    const { rows } = await reading(ituLeadership, past, null, { period: 17, ...knowing('SG99') });
    expect(tenure({ rows } as Gathered, 'ÑANDÚ')).toMatchObject({
      from: '2022-03-09',
      to: '2024-10-24',
      to_basis: 'period-boundary',
    });
  });

  it('become one with a curated post of the same person, keep a first day that is stated, and lead', async () => {
    const stated = curated('J. Ñandú', {
      from: '2024-11-05',
      from_basis: 'stated',
      note: 'Known to the day.',
    });
    const { rows } = await reading(ituLeadership, mgmt, null, knowing(stated));
    expect(rows.tenure).toHaveLength(6);
    expect(tenure({ rows } as Gathered, 'ÑANDÚ')).toMatchObject({
      id: stated.id,
      from: '2024-11-05',
      from_basis: 'stated',
      is_sample: false,
      organisation_text: 'Example Telecom, S.A.',
      note: 'Since when: https://example.org/ (secondary evidence). Known to the day.',
    });
  });

  it('of a period that is over keep a last day that a curated record shows, with whose word it is, and do so at every reading', async () => {
    const past = mgmt.replace('2025-2028', '2009-2012');
    const left = curated('José Ñandú', {
      id: tenureId('SG99', null, 2009, 'chair', 'José Ñandú'),
      from: '2008-10-30',
      to: '2012-01-10',
      to_basis: 'snapshot',
      note: 'A report names his successor.',
    });
    const first = await reading(ituLeadership, past, null, { period: 14, ...knowing(left) });
    const kept = {
      id: left.id,
      from: '2008-10-30',
      to: '2012-01-10',
      to_basis: 'snapshot',
      is_sample: false,
      note: 'Until when: https://example.org/ (secondary evidence). A report names his successor.',
    };
    expect(tenure(first, 'ÑANDÚ')).toMatchObject(kept);
    vi.setSystemTime('2025-06-01T10:00:00Z');
    const second = await reading(ituLeadership, past, first, { period: 14, memo: {} });
    expect(tenure(second, 'ÑANDÚ')).toMatchObject(kept);
  });

  it('of today keep a first day that a curated record shows, though the roster was read before', async () => {
    const first = await reading(ituLeadership, replaced);
    vi.setSystemTime('2025-03-05T10:00:00Z');
    const known = curated('José Ñandú', { from: '2025-02-01', from_basis: 'snapshot', note: null });
    const second = await reading(ituLeadership, mgmt, first, {
      tenures: async (of) => (of ? [known] : (first.rows.tenure ?? [])),
    });
    expect(tenure(second, 'ÑANDÚ')).toMatchObject({
      from: '2025-02-01',
      from_basis: 'snapshot',
      note: 'Since when: https://example.org/ (secondary evidence).',
    });
  });

  it('find a curated post under the family name first, and not under a namesake’s initial', async () => {
    const turned = curated('Ñandú José');
    const found = await reading(ituLeadership, mgmt, null, knowing(turned));
    expect(tenure(found, 'ÑANDÚ').id).toBe(turned.id);
    const namesake = curated('K. Ñandú');
    const other = await reading(ituLeadership, mgmt, null, knowing(namesake));
    expect(tenure(other, 'ÑANDÚ').id).toBe('itu/SG99/2025/chair/jose-nandu');
  });
});

/** A reader to whom a group, or a post of one, is known from curated rows. */
function knowing(given: string | Row<'tenure'>): Pick<Reader, 'tenures'> {
  const row =
    typeof given === 'string'
      ? curated('Somebody Else', { id: tenureId(given, null, 2001, 'chair', 'x') })
      : given;
  return { tenures: async (of) => (of ? [row] : []) };
}

function curated(name: string, more: Partial<Row<'tenure'>> = {}): Row<'tenure'> {
  return {
    id: tenureId('SG99', null, 2025, 'chair', name),
    body: 'itu-t',
    group_id: 'SG99',
    post: 'chair',
    part: null,
    person_id: null,
    person_name: name,
    organisation_text: null,
    organisation_id: null,
    country_text: null,
    country: null,
    region: null,
    from: '2024-10-24',
    from_basis: 'period-boundary',
    to: null,
    to_basis: null,
    evidence: 'secondary',
    source_url: 'https://example.org/',
    is_sample: true,
    note: null,
    page_id: 1,
    ...more,
  };
}

describe('the list of a group’s rapporteurs', () => {
  it('gives each one’s Question, role, organisation and country, and none where none is printed', async () => {
    const { rows } = await reading(ituRapporteurs, loqr);
    expect(rows.tenure?.map((row) => [row.post, row.part, row.person_name, row.country, row.note])).toEqual([
      ['rapporteur', 'Q1/99', 'José ÑANDÚ', 'ES', 'The Question is in WP1/99.'],
      ['associate-rapporteur', 'Q1/99', 'Min SAMPLE', 'KR', 'The Question is in WP1/99.'],
      ['co-rapporteur', 'Q2/99', 'Ann PLACEHOLDER', 'GB', null],
      ['rapporteur', null, 'Dan NOWHERE', null, null],
    ]);
  });

  /** The cells of every row in the opposite order. */
  const turned = loqr.replace(/<tr>[\s\S]*?<\/tr>/g, (row) => {
    const cells = row.match(/<td>[\s\S]*?<\/td>/g) ?? [];
    return `<tr>${cells.toReversed().join('')}</tr>`;
  });

  it('reads each field by its label, in whatever order the cells stand at the first reading', async () => {
    expect(turned.indexOf('lblAddress_0')).toBeLessThan(turned.indexOf('lblQWP_0'));
    const [straight, other] = [await reading(ituRapporteurs, loqr), await reading(ituRapporteurs, turned)];
    expect(other.rows.tenure).toEqual(straight.rows.tenure);
    expect(other.rows.tenure).toHaveLength(4);
  });

  it('is refused where its cells have moved since it was read before', async () => {
    const before = await reading(ituRapporteurs, loqr);
    await expect(reading(ituRapporteurs, turned, before)).rejects.toThrow(
      /Group=99.*found the columns lblCompany lblAddress \|.*, expected lblQWP \|.* as before/,
    );
    const one = loqr.replace(/<tr>[\s\S]*?<\/tr>/, /<tr>[\s\S]*?<\/tr>/.exec(turned)?.[0] ?? '');
    await expect(reading(ituRapporteurs, one)).rejects.toThrow(/lines of 2 shapes/);
  });

  it('makes Questions groups of the study group, named by their text', async () => {
    const { rows } = await reading(ituRapporteurs, loqr);
    expect(rows.group?.map((row) => [row.id, row.kind, row.name, row.parent])).toEqual([
      ['SG99', 'sg', 'ITU-T Study Group 99', 'ITU-T'],
      ['Q1/99', 'question', 'Naming of examples', 'SG99'],
      ['Q2/99', 'question', 'Question 2/99', 'SG99'],
    ]);
  });
});
