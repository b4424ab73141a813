import { describe, expect, it } from 'vitest';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import type { MetricRow, Reading } from '#metrics/contract.ts';
import { defaultsOf } from '#metrics/params.ts';
import { progress } from '#metrics/progress.ts';
import { draw } from '../../app/_charts/draw.ts';
import { shortLabels } from '../../app/_charts/short.ts';
import { ticksTo, tickWords } from '../../app/_charts/ticks.ts';
import { saysNothing } from '../../app/_ui/figure-of.tsx';
import { isWhole } from '../../app/itu/published.tsx';

const labels = (room: number, ...names: [id: string, label: string, short?: string][]) =>
  names.map(([id]) =>
    shortLabels(
      names.map(([one, label, short]) => ({ id: one, label, ...(short ? { short } : {}) })),
      room,
    ).get(id),
  );

describe('labels of a picture', () => {
  it('are the name where there is room, and otherwise a whole word or code that the key explains', () => {
    expect(labels(20, ['k-US', 'United States'])).toEqual([{ label: 'United States', full: null }]);
    expect(labels(11, ['k-US', 'United States'], ['k-DE', 'Germany'])).toEqual([
      { label: 'US', full: 'United States' },
      { label: 'Germany', full: null },
    ]);
    expect(
      labels(
        20,
        ['k-state-kr', 'South Korea (administration)'],
        ['k-Y', 'Y: Global information infrastructure'],
      ),
    ).toEqual([
      { label: 'South Korea adm.', full: 'South Korea (administration)' },
      { label: 'Series Y', full: 'Global information infrastructure' },
    ]);
    expect(labels(11, ['group', 'with all it owned then', 'with owned'])[0]?.label).toBe('with owned');
  });

  it('are never two the same, and never cut within a word', () => {
    const found = labels(
      11,
      ['k-a', 'Deutsche Telekom'],
      ['k-b', 'Deutsche Forschungsgemeinschaft'],
      ['k-c', 'Internationaler'],
      ['k-d', 'Telecommunications-'],
    ).map((one) => one?.label ?? '');
    expect(new Set(found).size).toBe(4);
    for (const label of found) expect(label.length).toBeLessThanOrEqual(11);
    expect(found.join(' ')).not.toContain('…');
    expect(found[0]).toBe('Deutsche');
  });

  it('stand whole in a downloaded picture, in as many lines as they take', () => {
    const name =
      'Global information infrastructure, Internet protocol aspects, next-generation networks and smart cities';
    const row: MetricRow = {
      period: 'all',
      key: 'x',
      label: name,
      value: 40,
      documents: 40,
      authorships: 40,
      rank: 1,
    };
    const reading: Reading = {
      ...{ total: 40, authorships: 40, unknown: 0, asOf: '2023-01-21', rows: [row], notes: [] },
      periods: [{ period: 'all', documents: 40, authorships: 40 }],
    };
    const burned = { title: 'T', subtitle: 'S', caveat: 'C', source: 'S', link: 'L' };
    const plain = { stacked: false, only: null, name: null, picked: null, notes: [] };
    const asked = { ...defaultsOf('ietf'), by: 'all' as const };
    const bars = [
      ...draw(authorshipByOrganisation, asked, reading, burned, plain).matchAll(
        /text-anchor="end">([^<]*)</g,
      ),
    ];
    expect(bars.map(([, words]) => words).join(' ')).toBe(name.replaceAll("'", '&#39;'));
  });
});

describe('an axis of shares', () => {
  it('has as many digits as tell one line from the next', () => {
    const said = (highest: number) => ticksTo(highest).map((tick) => tickWords(tick, ticksTo(highest)));
    expect(said(0.0005)).toEqual(['0 %', '0.01 %', '0.02 %', '0.03 %', '0.04 %', '0.05 %']);
    expect(said(0.05)).toEqual(['0 %', '1 %', '2 %', '3 %', '4 %', '5 %']);
    for (const highest of [1e-6, 0.003, 0.02, 0.4, 1]) {
      const words = said(highest);
      expect(new Set(words).size, String(highest)).toBe(words.length);
    }
  });
});

describe('a figure among others', () => {
  const of = (metric: 'states' | 'firms' | 'unknown'): Reading => {
    const row = (key: string | null, label: string, value: number): MetricRow => ({
      ...{ period: '2025', key, label, value, documents: value, authorships: value, rank: null },
    });
    const rows = {
      states: [row('state-kr', 'South Korea (administration)', 60), row(null, 'Unknown', 40)],
      firms: [
        row('state-kr', 'South Korea (administration)', 50),
        row('kt', 'KT', 10),
        row(null, 'Unknown', 40),
      ],
      unknown: [row('work-item', 'Led to a work item', 0.2), row(null, 'Unknown', 99.8)],
    }[metric];
    return {
      ...{ total: 100, authorships: 100, unknown: 40, asOf: '2026-01-01', rows, notes: [] },
      periods: [{ period: '2025', documents: 100, authorships: 100 }],
    };
  };
  const asked = defaultsOf('itu-t');

  it('is one sentence where it would only repeat the one by country, or where nearly all is unknown', () => {
    expect(saysNothing(authorshipByOrganisation, asked, of('states'))).toMatch(
      /would repeat the one by country\.$/,
    );
    expect(saysNothing(authorshipByOrganisation, asked, of('firms'))).toBeNull();
    expect(saysNothing(progress, asked, of('unknown'))).toMatch(/no link is printed/);
  });

  it('is charted of what a group published only where its rows hold all of the total', () => {
    const rows = (total: number | null, ...values: number[]) => values.map((value) => ({ value, total }));
    expect(isWhole(rows(80, 67, 6, 4, 3))).toBe(true);
    expect(isWhole(rows(80, 22))).toBe(false);
    expect(isWhole(rows(null, 357, 86))).toBe(false);
  });
});
