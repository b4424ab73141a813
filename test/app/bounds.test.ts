import { describe, expect, it } from 'vitest';
import { attendanceByCountry } from '#metrics/attendance-by-country.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import type { MetricRow, Params, Reading } from '#metrics/contract.ts';
import { defaults, defaultsOf } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { visibility } from '#metrics/visibility.ts';
import { answerOf } from '../../app/_charts/answer.ts';
import { shareOf } from '../../app/_charts/bounds.ts';
import { percent } from '../../app/_ui/numbers.ts';

const names: Record<string, string> = { KR: 'South Korea', CN: 'China', US: 'United States' };
const row = (key: string | null, value: number, more?: MetricRow['more']): MetricRow => ({
  ...{ period: '2025', key, label: names[key ?? ''] ?? key ?? 'Unknown', value },
  ...{ documents: value, authorships: value, rank: null },
  ...(more ? { more } : {}),
});
const reading = (...rows: MetricRow[]): Reading => ({
  ...{ total: 1000, authorships: 1000, unknown: 0, asOf: '2026-11-25', rows, notes: [] },
  periods: [{ period: '2025', documents: 1000, authorships: 1000 }],
});
const itu: Params = defaultsOf('itu-t');

describe('the sentence above a figure', () => {
  it('leads with the unknown where it could hide a larger one, and names then only what is known', () => {
    expect(answerOf(authorshipByCountry, itu, reading(row('KR', 65), row('CN', 60), row(null, 720)))).toBe(
      'In 2025, 72 % of contributions have no country under this rule, so who had the largest share cannot be told; of ' +
        'what is known, organisations registered in South Korea had the most: at least 6.5 %, followed by China with at ' +
        'least 6.0 %.',
    );
  });

  it('does so too where the largest has more than is unknown, but the second could pass it', () => {
    const near = answerOf(
      authorshipByCountry,
      defaults,
      reading(row('US', 400), row('CN', 200), row(null, 300)),
    );
    expect(near).toMatch(
      /^In 2025, 30 % of RFCs have no country under this rule, so who had the largest share cannot be told/,
    );
    const far = answerOf(
      authorshipByCountry,
      defaults,
      reading(row('US', 600), row('CN', 200), row(null, 200)),
    );
    expect(far).toBe(
      'In 2025, authors with an address in the United States had the largest share of RFCs: at least 60 %, followed by ' +
        'China with at least 20 %; 20 % have no country under this rule.',
    );
  });

  it('calls no share a bound where nothing is unknown', () => {
    const whole = answerOf(authorshipByCountry, defaults, reading(row('US', 600), row('CN', 400)));
    expect(whole).toBe(
      'In 2025, authors with an address in the United States had the largest share of RFCs: 60 %, followed by China with 40 %.',
    );
  });

  it('never says a bare nothing of one: none of what is known, or less than one document of it', () => {
    const of = (value: number) =>
      answerOf(
        authorshipByCountry,
        itu,
        reading(row('KR', value), row(null, 720)),
        'KR',
        null,
        'South Korea',
      );
    expect(of(0)).toBe(
      'In 2025, 72 % is unknown under this rule; organisations registered in South Korea had none of what is known.',
    );
    expect(of(0.4)).toMatch(/South Korea had less than one contribution of what is known\.$/);
    expect(of(65)).toMatch(
      /^In 2025, 72 % is unknown under this rule; .* South Korea had at least 6\.5 %\.$/,
    );
    expect(shareOf({ value: 0, share: 0 }, 0, 'RFC')).toBe('none');
  });

  it('is the same of other measures', () => {
    const came = (unknown: number) =>
      answerOf(
        attendanceByCountry,
        defaultsOf('ietf', attendanceByCountry),
        reading(row('US', 300), row('CN', 200), row(null, unknown)),
      );
    expect(came(500)).toBe(
      'In 2025, 50 % of 1,000 attendances are unknown, so who had the most cannot be told; of what is known, the United ' +
        'States: at least 300, followed by China with at least 200.',
    );
    expect(came(50)).toMatch(/^In 2025, the United States had the most: at least 300 of 550 attendances/);
    const became = reading({ ...row('work-item', 3), label: 'Led to a work item' }, row(null, 997));
    expect(answerOf(progress, { ...defaultsOf('itu-t', progress), by: 'year' }, became)).toBe(
      'In 2025, for 997 of 1,000 contributions no link is printed that tells what became of them; 3 led to a work item.',
    );
  });

  it('tells of the ledger how much can be seen, not which meeting had most', () => {
    const meeting = (key: string, documents: number, listed: number | null, open: number | null) => ({
      ...row(key, documents, { announced: documents, listed, uploaded: listed, public: open }),
      period: 'all',
    });
    const seen = reading(meeting('a', 300, 290, 40), meeting('b', 700, null, null));
    expect(answerOf(visibility, defaultsOf('itu-t', visibility), seen)).toBe(
      'Of 1,000 contributions announced or listed for the meetings we know, 250 (25 %) stand in public lists and are not ' +
        'open; 10 (1.0 %) stand in no list; 700 (70 %) were announced for meetings whose list was not read here; 40 ' +
        '(4.0 %) are open to all.',
    );
  });
});

describe('a share as readers see it', () => {
  it('is nothing, or all, only where it is', () => {
    expect([0, 0.0001, 0.0006, 0.994, 0.996, 0.9999, 1].map(percent)).toEqual([
      '0 %',
      'under 0.1 %',
      '0.1 %',
      '99 %',
      '99.6 %',
      'over 99.9 %',
      '100 %',
    ]);
  });
});
