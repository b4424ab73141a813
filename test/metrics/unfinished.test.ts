import { describe, expect, it } from 'vitest';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { compared } from '#metrics/compared.ts';
import type { Params, Reading } from '#metrics/contract.ts';
import { figureContent } from '#metrics/figure.ts';
import { defaults, defaultsOf } from '#metrics/params.ts';
import { cutNotes, dataEnd, unfinished } from '#metrics/unfinished.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { newestWhole } from '../../app/_charts/shape.ts';
import { subtitleOf } from '../../app/_charts/subtitle.ts';

const row = (key: string | null, value: number, period = 'all') => ({
  period,
  key,
  label: key ?? 'Unknown',
  value,
  documents: value,
  authorships: value,
  rank: null,
});
/** Read in November 2026, and the newest RFC in it is of January 2023. */
const old: Reading = {
  total: 100,
  authorships: 100,
  unknown: 5,
  asOf: '2026-11-25',
  newest: '2023-01-01',
  rows: [row('US', 70), row('DE', 25), row(null, 5)],
  periods: [{ period: 'all', documents: 100, authorships: 100 }],
  notes: [],
};
const span: Params = { ...defaults, by: 'all', from: '2021-01-01', to: '2025-12-31' };
const years = (...names: string[]) => names.map((period) => ({ period, documents: 40, authorships: 40 }));

describe('what was read that ends long before it was read', () => {
  it('speaks for no later day than the month of the newest thing counted, unless that is within a quarter', () => {
    expect(dataEnd(old)).toBe('2023-01-31');
    expect(dataEnd({ asOf: '2023-04-15', newest: '2023-01-01' })).toBe('2023-04-15');
    expect(dataEnd({ asOf: '2023-06-15', newest: '2023-01-01' })).toBe('2023-01-31');
    expect(dataEnd({ asOf: '2026-11-25', newest: null })).toBe('2026-11-25');
    expect(dataEnd({ asOf: null, newest: '2023-01-01' })).toBe(null);
  });

  it('is told with both days under the figure, in its CSV and JSON', () => {
    expect(subtitleOf(defaults, old, authorshipByCountry)).toMatch(
      / · newest RFC January 2023 · read 25 November 2026\.$/,
    );
    expect(subtitleOf(defaults, { ...old, newest: '2026-10-01' }, authorshipByCountry)).toMatch(
      / · data as of 25 November 2026\.$/,
    );
    expect(figureContent(authorshipByCountry, defaults, old)).toMatchObject({
      asOf: '2026-11-25',
      newest: '2023-01-01',
    });
  });

  it('says of a year with January alone that it has January only, and of another that it is not whole', () => {
    expect(unfinished(authorshipByCountry, { ...old, periods: years('2022', '2023') })?.text).toBe(
      '2023 has January only, the last month counted.',
    );
    const may = { ...old, newest: '2023-05-01', periods: years('2022', '2023') };
    expect(unfinished(authorshipByCountry, may)?.text).toBe(
      '2023 is not whole: what is counted ends in May 2023.',
    );
    expect(newestWhole(may)).toBe('2022');
    expect(newestWhole({ ...may, newest: '2023-12-01' })).toBe('2023');
  });

  it('is told of a whole span that goes further, in its sentence and its notes', () => {
    expect(answerOf(authorshipByCountry, span, old)).toMatch(
      /^In 2021 to 2025 \(counted only to January 2023\), /,
    );
    expect(cutNotes(authorshipByCountry, span, old)).toEqual([
      '2021–2025 is not whole: what is counted ends in January 2023.',
    ]);
    expect(figureContent(authorshipByCountry, span, old).notes).toContain(
      '2021–2025 is not whole: what is counted ends in January 2023.',
    );
    expect(cutNotes(authorshipByCountry, { ...span, to: '2022-12-31' }, old)).toEqual([]);
    expect(cutNotes(authorshipByCountry, { ...span, to: null }, old)).toEqual([]);
  });

  it('is told of a comparison, which is none with a span of which nothing is read', () => {
    const against = '2016-01-01..2020-12-31';
    const params = { ...span, against };
    const sizes = { now: { size: 100, base: 100 }, before: { size: 100, base: 100 } };
    const both = compared(params, old, old, sizes);
    expect(answerOf(authorshipByCountry, params, both)).toMatch(
      /^From 2016–2020 to 2021–2025 \(counted only to January 2023\), /,
    );
    const none: Reading = { ...old, total: 0, authorships: 0, unknown: 0, rows: [] };
    const later = { ...params, from: '2024-01-01' };
    const gone = compared(later, none, old, { ...sizes, now: { size: 0, base: 0 } });
    expect(gone.rows).toEqual([]);
    expect(answerOf(authorshipByCountry, later, gone)).toBe(
      'Not to be compared: nothing of 2024–2025 is read, what is counted ends in January 2023.',
    );
    expect(answerOf(authorshipByCountry, { ...later, against: null }, none)).toBe(
      'Nothing of 2024–2025 is read: what is counted ends in January 2023.',
    );
  });

  it('is no zero of attendances: a span without a meeting read is not known, and not compared', () => {
    const params: Params = {
      ...defaultsOf('ietf', attendanceByCountry),
      ...{ by: 'all', from: '2000-01-01', to: '2004-12-31', against: '2016-01-01..2020-12-31' },
    };
    const read = { ...old, meetings: { held: 1, read: 1, missing: [] } };
    const none: Reading = {
      ...old,
      ...{ total: 0, authorships: 0, unknown: 0, rows: [], meetings: { held: 0, read: 0, missing: [] } },
    };
    const both = compared(params, none, read, {
      now: { size: 0, base: 0 },
      before: { size: 100, base: 100 },
    });
    expect(answerOf(attendanceByCountry, params, both)).toBe(
      'Not to be compared: nothing of 2000–2004 is read.',
    );
    expect(both.rows).toEqual([]);
    expect(both.notes).toContain(
      'Not to be compared: nothing of 2000–2004 is read. It is not known, and no zero.',
    );
    expect(answerOf(attendanceByCountry, { ...params, against: null }, none)).toBe(
      'No meeting of 2000–2004 was read, so how many came is not known.',
    );
  });
});
