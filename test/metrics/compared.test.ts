import { describe, expect, it } from 'vitest';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { compared } from '#metrics/compared.ts';
import type { MetricRow, Params, Reading } from '#metrics/contract.ts';
import { defaults } from '#metrics/params.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { asComparedBars } from '../../app/_charts/compared.ts';
import { subtitleOf } from '../../app/_charts/subtitle.ts';

const names: Record<string, string> = { CN: 'China', US: 'United States', DE: 'Germany', FR: 'France' };
const row = ([key, value, rank]: readonly [string | null, number, number?]): MetricRow => ({
  period: 'all',
  key,
  label: key === null ? 'Unknown' : (names[key] ?? key),
  value,
  documents: value,
  authorships: value,
  rank: rank ?? null,
});
const reading = (total: number, rows: (readonly [string | null, number, number?])[]): Reading => ({
  total,
  authorships: total,
  unknown: rows.find(([key]) => key === null)?.[1] ?? 0,
  asOf: '2023-01-21',
  rows: rows.map(row),
  periods: [{ period: 'all', documents: total, authorships: total }],
  notes: [],
});
const params: Params = {
  ...defaults,
  by: 'all',
  from: '2018-01-01',
  to: '2022-12-31',
  against: '2013-01-01..2017-12-31',
};
const of = (total: number) => ({ size: total, base: total });
const now = reading(200, [
  ['US', 80, 1],
  ['CN', 36, 2],
  ['FR', 60, 3],
  [null, 24],
]);
const past = reading(100, [
  ['US', 50, 1],
  ['CN', 12, 2],
  ['DE', 8, 3],
  [null, 30],
]);
const both = compared(params, now, past, { now: of(200), before: of(100) });
const told = (result: Reading) =>
  Object.fromEntries(
    result.rows.map(({ key, value, more = {} }) => [
      String(key),
      [value, more.before, more.share, more.shareBefore, more.points && Number(more.points.toFixed(6))],
    ]),
  );

describe('two spans side by side', () => {
  it('have value and share of each, the difference in percentage points, and the unknown of both last', () => {
    expect(told(both)).toEqual({
      US: [80, 50, 0.4, 0.5, -10],
      CN: [36, 12, 0.18, 0.12, 6],
      FR: [60, 0, 0.3, 0, 30],
      DE: [0, 8, 0, 0.08, -8],
      null: [24, 30, 0.12, 0.3, -18],
    });
    expect(both.rows.at(-1)?.key).toBeNull();
    expect(both.rows.find(({ key }) => key === 'CN')).toMatchObject({ rank: 2, more: { rankBefore: 2 } });
    expect(both.against).toMatchObject({ from: '2013-01-01', to: '2017-12-31', total: 100, unknown: 30 });
    expect(both.columns?.map(({ label }) => label)).toContain('Share, 2013–2017');
  });

  it('are said in a sentence, with the unknown', () => {
    expect(answerOf(authorshipByCountry, params, both)).toBe(
      'From 2013–2017 to 2018–2022, of what is known, the largest share of RFCs, that of authors with an address in the United States, ' +
        'went from 50 % to 40 %, the largest fall; authors with an address in France rose most, from none to 30 %; ' +
        'the unknown went from 30 % to 12 %, which could reverse it.',
    );
    expect(answerOf(authorshipByCountry, params, both, 'CN')).toBe(
      'From 2013–2017 to 2018–2022, of what is known, the share of RFCs of authors with an address in China went from 12 % ' +
        'to 18 %; the unknown went from 30 % to 12 %, which could reverse it.',
    );
    expect(subtitleOf(params, both, authorshipByCountry)).toMatch(
      /against 1 January 2013 to 31 December 2017 · n = 200 RFCs, 200 authorships, against 100 · unknown over the whole span 12 %, against 30 %/,
    );
  });

  it('are not compared where either holds fewer than thirty: the rows stand, the differences do not', () => {
    const few = compared(
      params,
      now,
      reading(29, [
        ['US', 20],
        [null, 9],
      ]),
      { now: of(200), before: of(29) },
    );
    expect(few.rows.map(({ more }) => more?.points)).toEqual(Array(few.rows.length).fill(null));
    expect(few.rows[0]?.more?.shareBefore).toBeCloseTo(20 / 29);
    expect(few.notes[0]).toBe(
      'Too few to compare: fewer than 30 in 2013–2017 (29). The rows stand, differences are withheld.',
    );
    expect(answerOf(authorshipByCountry, params, few)).toBe(
      'Too few to compare: 29 RFCs in 2013–2017, 200 in 2018–2022.',
    );
  });

  it('say where they overlap, and what is noted of the other span alone', () => {
    const overlapping = { ...params, against: '2016-01-01..2018-12-31' };
    const noted = { ...past, notes: ['Another order.'] };
    const { notes } = compared(overlapping, now, noted, { now: of(200), before: of(100) });
    expect(notes).toEqual([
      'The two spans overlap: what lies in both is counted in both.',
      '2016–2018: Another order.',
    ]);
  });

  it('leave unknown what stood among fewer than three each, and never make it a zero', () => {
    const folding = reading(100, [
      ['US', 90],
      ['fewer-than-three', 10],
    ]);
    const result = compared(
      params,
      reading(200, [
        ['US', 150],
        ['CN', 50],
      ]),
      folding,
      {
        now: of(200),
        before: of(100),
      },
    );
    expect(told(result)).toEqual({
      US: [150, 90, 0.75, 0.9, -15],
      CN: [50, null, 0.25, null, null],
      'fewer-than-three': [0, 10, 0, 0.1, -10],
    });
    expect(answerOf(attendanceByCountry, params, result, 'CN')).toBe(
      'From 2013–2017 to 2018–2022, the share of attendances of China went from fewer than three to 25 %; nothing is unknown.',
    );
  });

  it('are drawn as the largest of either, the rest of both together', () => {
    const bars = asComparedBars(authorshipByCountry, both, params, null, 2);
    expect(bars.map(({ label, value, before }) => [label, value, before])).toEqual([
      ['United States', 80, 50],
      ['France', 60, 0],
      ['2 others', 36, 20],
      ['Unknown', 24, 30],
    ]);
  });
});
