import { describe, expect, it } from 'vitest';
import { adoptionByCountry } from '#metrics/adoption-by-country.ts';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { authorshipByBloc } from '#metrics/authorship-by-bloc.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import {
  bodyIds,
  counts,
  type MetricRow,
  type Params,
  periods,
  type Reading,
  rulesOf,
} from '#metrics/contract.ts';
import { figureContent } from '#metrics/figure.ts';
import { metrics } from '#metrics/index.ts';
import { defaults, defaultsOf } from '#metrics/params.ts';
import { postsByCountry } from '#metrics/posts-by-country.ts';
import { unfinished } from '#metrics/unfinished.ts';
import { address, readState } from '../../app/_charts/address.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { draw } from '../../app/_charts/draw.ts';
import { fatesOverTime } from '../../app/_charts/fates.ts';
import { marksOf } from '../../app/_charts/marks.ts';
import { picksOf } from '../../app/_charts/own.ts';
import { asBars, overTime, withGaps } from '../../app/_charts/shape.ts';
import { subtitleOf } from '../../app/_charts/subtitle.ts';
import { ticksTo } from '../../app/_charts/ticks.ts';
import { announcedWords } from '../../app/_ui/announced.tsx';
import { amount, percent, plural } from '../../app/_ui/numbers.ts';

const row = (period: string, key: string | null, value: number): MetricRow => ({
  period,
  key,
  label: key ?? 'Unknown',
  value,
  documents: value,
  authorships: value,
  rank: null,
});
const reading: Reading = {
  total: 200,
  authorships: 200,
  unknown: 20,
  asOf: '2023-01-21',
  rows: ['2019', '2021'].flatMap((period) => [
    row(period, 'eu', 40),
    row(period, 'oecd', 70),
    row(period, 'brics', 5),
    row(period, null, 10),
  ]),
  periods: ['2019', '2021'].map((period) => ({ period, documents: 100, authorships: 100 })),
  notes: [],
};
const note = (day: string, text: string) => ({ day, text, source: null, evidence: 'primary' });

describe('a period in which the data ends', () => {
  const ending = (asOf: string, ...names: string[]) =>
    unfinished(authorshipByCountry, {
      asOf,
      periods: names.map((period) => ({ period, documents: 50, authorships: 50 })),
    });

  it('is marked as not whole, a year as well as a quarter', () => {
    expect(ending('2024-06-01', '2023', '2024')).toMatchObject({
      period: '2024',
      text: '2024 is not whole: what is counted ends in June 2024.',
      note: { day: '2024-06-01' },
    });
    expect(ending('2024-06-01', '2024-Q1', '2024-Q2')?.period).toBe('2024-Q2');
  });

  it('is none where the last one is over, or no time is asked for', () => {
    expect(ending('2024-06-01', '2022', '2023')).toBeNull();
    expect(ending('2023-12-31', '2023')).toBeNull();
    expect(ending('2024-06-30', '2024-Q2')).toBeNull();
    expect(ending('2024-06-01', 'all')).toBeNull();
  });

  it('is told with a frozen or downloaded figure', () => {
    const part = { ...reading, asOf: '2021-03-05' };
    expect(figureContent(authorshipByCountry, defaults, part).notes).toEqual([
      '2021 is not whole: what is counted ends in March 2021.',
    ]);
    expect(figureContent(authorshipByCountry, defaults, reading).notes).toEqual([]);
  });
});

describe('a chart over time', () => {
  it('leaves a year that it does not draw as a gap of a year, not as a step from one line end to the next', () => {
    const { points } = overTime(authorshipByBloc, reading, defaults);
    expect(points.map(({ period, shares }) => [period, shares[0]])).toEqual([
      ['2019', 0.7],
      ['2020', null],
      ['2021', 0.7],
    ]);
  });

  it('counts quarters on over the end of a year', () => {
    const point = (period: string) => ({ period, documents: 40, shares: [1] });
    expect(withGaps([point('2019-Q3'), point('2020-Q2')], 1).map(({ period }) => period)).toEqual([
      '2019-Q3',
      '2019-Q4',
      '2020-Q1',
      '2020-Q2',
    ]);
  });

  it('never adds up blocs: they overlap, so there are no others', () => {
    expect(overTime(authorshipByBloc, reading, defaults, null, 1).series.map(({ key }) => key)).toEqual([
      'oecd',
      null,
    ]);
    expect(asBars(authorshipByBloc, reading, defaults, 1).map(({ key }) => key)).toEqual(['oecd', null]);
  });

  it('draws the keys an address picks, and answers about them', () => {
    const picked = picksOf(' EU, brics ,');
    expect(overTime(authorshipByBloc, reading, defaults, picked).series.map(({ key }) => key)).toEqual([
      'eu',
      'brics',
      null,
    ]);
    const answer = answerOf(authorshipByBloc, defaults, reading, null, picked);
    expect(answer).toContain('eu at least 40 %, brics at least 5.0 %; 10 % have no country');
    expect(answer).not.toContain('oecd');
    expect(picksOf('')).toBeNull();
  });

  it('speaks of a year with three meetings and many attendances: its floor is of what it counts', () => {
    const meetings: Reading = {
      ...reading,
      periods: reading.periods.map((period) => ({ ...period, documents: 3 })),
    };
    const words = answerOf(attendanceByCountry, defaults, meetings);
    expect(words).toBe(
      'In 2021, oecd had the most: at least 70 of 125 attendances, followed by eu with at least 40; 8.0 % unknown.',
    );
    const nobody = { ...meetings, rows: meetings.rows.filter((one) => one.key === null) };
    expect(answerOf(attendanceByCountry, defaults, nobody)).toBe('In 2021, all 10 attendances are unknown.');
  });

  it('calls what is picked by its name, also in a year in which it has no row', () => {
    const params = { ...defaults, body: 'itu-t' as const };
    expect(answerOf(authorshipByOrganisation, params, reading, 'huawei', null, 'Huawei')).toContain(
      'In 2021, 10 % is unknown under this rule; Huawei had none of what is known.',
    );
  });

  it('speaks of one meeting as of one, and of nothing counted in the noun of what it counts', () => {
    const one = { ...reading, rows: reading.rows.map((row) => ({ ...row, period: 'all' })) };
    const params = { ...defaults, by: 'all' as const, meeting: 'ietf-90' };
    expect(answerOf(attendanceByCountry, params, one)).toMatch(/^At this meeting, /);
    const none = { ...reading, total: 0, rows: [], asOf: null };
    expect(answerOf(attendanceByCountry, defaults, none)).toBe('No attendances are counted here.');
    expect(answerOf(postsByCountry, defaults, none)).toBe('No days in post are counted here.');
    expect(subtitleOf(defaults, none, attendanceByCountry)).not.toContain('as of');
  });

  it('says first how much is unknown where a rule knows less than it does not, and names the body of the ITU', () => {
    const known = reading.rows.filter(({ key }) => key === 'eu' || key === null);
    const of = (unknown: number): Reading => ({
      ...reading,
      rows: known.map((one) =>
        one.key === null ? { ...one, value: unknown } : { ...one, key: 'KR', label: 'South Korea' },
      ),
    });
    const asked: Params = { ...defaultsOf('itu-r'), rule: 'member' };
    expect(answerOf(authorshipByCountry, asked, of(60))).toBe(
      'In 2021, 60 % of contributions have no country under this rule, so who had the largest share cannot be told; of what is known, organisations that speak as members from South Korea had the most: at least 40 %.',
    );
    expect(answerOf(authorshipByCountry, asked, of(10))).toMatch(
      /^In 2021, organisations that speak as members from South Korea had the largest share of contributions: at least 40 %/,
    );
    const officers: Reading = {
      ...reading,
      rows: known.map((one) => ({ ...one, ...(one.key === 'eu' && { key: 'kt', label: 'KT' }), value: 20 })),
    };
    officers.rows.push(row('2021', 'secretariat', 60));
    expect(answerOf(authorshipByOrganisation, defaultsOf('itu-t'), officers)).toBe(
      'In 2021, KT had the largest share of contributions: at least 20 %; 20 % name no organisation we could match.',
    );
    const one = (key: string, label: string, value: number) => ({ ...row('2021', key, value), label });
    const nobody: Reading = {
      ...reading,
      rows: [
        one('officer', 'Officers of the group, as such', 61),
        one('liaison', 'Liaisons from other bodies', 20),
        one('secretariat', 'The body’s secretariat', 19),
      ],
    };
    const documents: Params = { ...defaultsOf('itu-t'), kind: 'temporary-document' };
    expect(answerOf(authorshipByOrganisation, documents, nobody)).toBe(
      'In 2021, temporary documents came from officers of the group, as such (61 %), liaisons from other bodies (20 %), the body’s secretariat (19 %), none from a member that we know.',
    );
    const few = { ...nobody, rows: [...nobody.rows, one('kt', 'KT', 5)] };
    expect(answerOf(authorshipByOrganisation, documents, few)).toMatch(/ KT had the largest share/);
    expect(subtitleOf(asked, of(60), authorshipByCountry)).toContain('ITU-R · n = 200 contributions');
    expect(subtitleOf(defaults, of(60), authorshipByCountry)).not.toContain('ITU');
  });

  it('ranks nobody in words where there are too few documents to rank', () => {
    const few: Reading = {
      ...reading,
      rows: [
        { ...row('all', 'CH', 1), label: 'Switzerland' },
        { ...row('all', 'US', 1), label: 'United States' },
        row('all', null, 8),
      ],
      periods: [{ period: 'all', documents: 10, authorships: 19 }],
    };
    expect(answerOf(authorshipByCountry, { ...defaults, by: 'all' }, few)).toBe(
      'In all years, 10 RFCs, too few to rank: Switzerland at least 10 %, United States at least 10 %; 80 % have no country under this rule.',
    );
  });

  it('says of organisations how they are counted, and of registrations whose word the country is', () => {
    expect(subtitleOf(defaults, reading, authorshipByOrganisation)).toContain(
      'each organisation is counted as it is stated',
    );
    expect(subtitleOf({ ...defaults, country: 'CN' }, reading, authorshipByOrganisation)).toContain(
      'the country written in the author’s own address',
    );
    expect(subtitleOf(defaults, reading, attendanceByCountry)).toContain(
      'the country stated at registration',
    );
  });

  it('says that half came from between so many organisations only where the unknown makes a difference', () => {
    const half = (lower: number, upper: number) =>
      answerOf(concentrationOfAuthorship, defaults, {
        ...reading,
        rows: [row('2021', 'half-lower', lower), row('2021', 'half-upper', upper)],
      });
    expect(half(3, 3)).toBe(
      'In 2021, half of the RFCs came from 3 organisations, whatever the unknown hides.',
    );
    expect(half(3, 5)).toBe(
      'In 2021, half of the RFCs came from between 3 and 5 organisations, depending on what the unknown hides.',
    );
  });

  it('says of drafts what became of them, of everybody’s or of the one that is picked, and how many works that is', () => {
    const more = { adopted: 0.5, sent: 0.4, published: 0.35, alive: 0, expired: 0.65, daysToPublished: 800 };
    const fates: Reading = {
      ...reading,
      periods: reading.periods.map((period) => ({ ...period, more })),
      rows: reading.rows.map((one) => ({ ...one, more: { ...more, adopted: 0.1, daysToPublished: null } })),
    };
    expect(answerOf(adoptionByCountry, defaults, fates)).toBe(
      'Of the 100 works first submitted in 2021: 50 % adopted by a group, 40 % sent to the IESG, 35 % published as an RFC, ' +
        'none is still alive, 65 % expired; half of those published took less than 800 days. Several hold at once.',
    );
    expect(answerOf(adoptionByCountry, defaults, fates, 'oecd', null, 'the OECD')).toMatch(
      /^Of the 70 works of oecd first submitted in 2021: 10 % adopted by a group, .* expired\. Several/,
    );
    const drawn = fatesOverTime(fates, null, 30);
    expect(drawn.series.map(({ label }) => label)).toEqual([
      ...['adopted', 'sent to IESG', 'published', 'alive', 'expired'],
    ]);
    expect(drawn.points.map(({ period, shares }) => [period, shares[0]])).toEqual([
      ['2019', 0.5],
      ['2020', null],
      ['2021', 0.5],
    ]);
  });

  it('tells nothing of what became of drafts where that is withheld, and draws nothing', () => {
    const withheld = { ...reading, withheld: 'Not told: all became RFCs.' };
    expect(answerOf(adoptionByCountry, defaults, withheld)).toBe('Not told: all became RFCs.');
    const burned = { title: 'T', subtitle: 'S', caveat: 'C', source: 'S', link: 'L' };
    const plain = { stacked: false, only: null, name: null, picked: null, notes: [] };
    const picture = draw(adoptionByCountry, defaults, withheld, burned, plain);
    expect(picture).toContain('Not told');
    expect(picture).not.toMatch(/stroke-linecap|<rect x=/);
  });

  it('numbers what happened from left to right, one mark a period, and only where it draws', () => {
    const notes = [
      note('2020-02-01', 'one leaves'),
      note('2016-01-01', 'before'),
      note('2020-10-01', 'one joins'),
    ];
    expect(marksOf(notes, ['2019', '2020', '2021'], 'year')).toMatchObject([
      { period: '2020', number: 1, notes: [{ text: 'one leaves' }, { text: 'one joins' }] },
    ]);
    expect(
      marksOf(notes, ['2020-Q1', '2020-Q4'], 'quarter').map(({ period, number }) => [period, number]),
    ).toEqual([
      ['2020-Q1', 1],
      ['2020-Q4', 2],
    ]);
    expect(marksOf(notes, ['all'], 'all')).toEqual([]);
  });

  it.each([
    [0.37, [0, 0.1, 0.2, 0.3, 0.4]],
    [0.08, [0, 0.02, 0.04, 0.06, 0.08]],
    [27, [0, 5, 10, 15, 20, 25, 30]],
  ])('has round values on its axis up to %d', (highest, expected) => {
    expect(ticksTo(highest).map((tick) => Number(tick.toFixed(6)))).toEqual(expected);
  });
});

describe('the address of a figure', () => {
  it.each(metrics.map((metric) => [metric.id, metric] as const))(
    'of %s is read again as the state it was made of, in every period, rule and counting, and asks nothing unknown',
    (id, metric) => {
      const at = `/measures/${id}`;
      const start = readState(at, {}, metric);
      const own = metric.defaults?.body ?? 'ietf';
      const asked = metric.params.includes('body')
        ? (metric.answers?.bodies ?? bodyIds.filter((body) => own === 'ietf' || body !== 'ietf'))
        : [own];
      for (const body of asked)
        for (const by of periods)
          for (const count of counts)
            for (const rule of rulesOf(body)) {
              const { kind } = defaultsOf(body, metric);
              const all = { body, by, count, rule, kind };
              const taken = Object.fromEntries(
                Object.entries(all).filter(([name]) => metric.params.includes(name as keyof Params)),
              );
              const link = address(start, { params: taken, view: id, tab: 'table' });
              const search = Object.fromEntries(new URL(link, 'http://x').searchParams);
              expect(readState(at, search, metric)).toMatchObject({ params: taken, view: id, tab: 'table' });
            }
    },
  );
});

describe('a number on a page', () => {
  it('is rounded alike in whatever order its parts were added', () => {
    expect(amount(1.7499999999999998)).toBe(amount(1.75));
    expect(amount(1.75)).toBe('1.8');
    expect(percent(0.012499999999999999)).toBe(percent(0.0125));
  });

  it('are written with the noun that goes with them, thousands apart', () => {
    expect([0, 1, 2, 1200].map((n) => plural(n, 'post'))).toEqual([
      '0 posts',
      '1 post',
      '2 posts',
      '1,200 posts',
    ]);
    expect(plural(1, 'country is', 'countries are')).toBe('1 country is');
    expect([announcedWords(1, 'countries'), announcedWords(997, 'attended')]).toEqual([
      '1 country',
      '997 registrations marked as attended',
    ]);
  });
});
