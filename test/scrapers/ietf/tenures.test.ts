import { describe, expect, it } from 'vitest';
import { blank, type Row } from '#prisma/records.ts';
import { affiliate } from '#scrapers/ietf/roles.ts';
import { type Snapshot, segments } from '#scrapers/ietf/tenures.ts';

const shot = (on: string | null, holders: string, isOver = false): Snapshot => ({
  on,
  isOver,
  holders: holders
    .split(' ')
    .filter(Boolean)
    .map((person) => ({ person, post: 'chair', pageId: 1 })),
});
const told = (snapshots: Snapshot[], concluded: string | null = null) =>
  segments(snapshots, concluded)
    .map(({ person, nth, from, fromBasis, to, toBasis }) =>
      [person, nth, from ?? '?', fromBasis ?? '-', to ?? '…', toBasis ?? '-'].join(' '),
    )
    .sort();

describe('tenures out of the snapshots of a group', () => {
  it('merge consecutive snapshots with the same holder into one', () => {
    expect(told([shot('2010-01-01', 'ada'), shot('2011-01-01', 'ada'), shot('2012-01-01', 'ada')])).toEqual([
      'ada 1 2010-01-01 snapshot … -',
    ]);
  });

  it('end at the first snapshot that shows another, and begin there', () => {
    expect(told([shot('2010-01-01', 'ada bob'), shot('2011-01-01', 'ada eve')])).toEqual([
      'ada 1 2010-01-01 snapshot … -',
      'bob 1 2010-01-01 snapshot 2011-01-01 snapshot',
      'eve 1 2011-01-01 snapshot … -',
    ]);
  });

  it('are two where a holder left and came back', () => {
    expect(told([shot('2010-01-01', 'ada'), shot('2011-01-01', ''), shot('2012-01-01', 'ada')])).toEqual([
      'ada 1 2010-01-01 snapshot 2011-01-01 snapshot',
      'ada 2 2012-01-01 snapshot … -',
    ]);
  });

  it('are one where the records leave the holder out for two days at most (T8), and two where for longer', () => {
    const gone = (from: string, back: string) =>
      told([shot('2010-01-01', 'ada'), shot(from, 'bob'), shot(back, 'ada bob'), shot('2012-01-01', 'bob')]);
    expect(gone('2011-01-01', '2011-01-03')).toEqual([
      'ada 1 2010-01-01 snapshot 2012-01-01 snapshot',
      'bob 1 2011-01-01 snapshot … -',
    ]);
    expect(gone('2011-01-01', '2011-01-04')).toEqual([
      'ada 1 2010-01-01 snapshot 2011-01-01 snapshot',
      'ada 2 2011-01-04 snapshot 2012-01-01 snapshot',
      'bob 1 2011-01-01 snapshot … -',
    ]);
  });

  it('count a holder once whom a snapshot lists twice', () => {
    expect(told([shot('2010-01-01', 'ada ada')])).toEqual(['ada 1 2010-01-01 snapshot … -']);
  });

  it('begin and end on one day for a holder whom only a snapshot within a day shows', () => {
    expect(
      told([
        shot('2010-01-01', 'ada'),
        shot('2010-01-01', 'bob'),
        shot('2010-01-01', 'eve'),
        shot('2011-01-01', 'eve'),
      ]),
    ).toEqual([
      'ada 1 2010-01-01 snapshot 2010-01-01 snapshot',
      'bob 1 2010-01-01 snapshot 2010-01-01 snapshot',
      'eve 1 2010-01-01 snapshot … -',
    ]);
  });

  it('change the day after the last record where the present state has no later time', () => {
    expect(told([shot('2010-01-01', 'ada eve'), shot('2010-01-01', 'bob eve')])).toEqual([
      'ada 1 2010-01-01 snapshot 2010-01-02 snapshot',
      'bob 1 2010-01-02 snapshot … -',
      'eve 1 2010-01-01 snapshot … -',
    ]);
  });

  it('end with the group', () => {
    expect(told([shot('2010-01-01', 'ada'), shot('2012-06-01', 'ada', true)], '2012-05-30')).toEqual([
      'ada 1 2010-01-01 snapshot 2012-05-30 group-concluded',
    ]);
  });

  it('of a group that is over begin at an unknown day where only its last record shows the holder', () => {
    expect(told([shot('2011-12-09', 'ada', true)], '1995-03-01')).toEqual([
      'ada 1 ? - 1995-03-01 group-concluded',
    ]);
    expect(told([shot('2011-12-09', 'ada', true)])).toEqual(['ada 1 ? - 2011-12-09 snapshot']);
  });

  it('are not begun again by later records of a group that is over', () => {
    expect(
      told(
        [shot('2010-01-01', 'ada'), shot('2012-06-01', 'ada', true), shot('2012-07-01', 'ada', true)],
        '2012-05-30',
      ),
    ).toEqual(['ada 1 2010-01-01 snapshot 2012-05-30 group-concluded']);
  });

  it('have no beginning where the record has no usable date', () => {
    expect(told([shot(null, 'ada'), shot('2011-01-01', '')])).toEqual(['ada 1 ? - 2011-01-01 snapshot']);
  });

  it('never overlap themselves, whatever the order of the times', () => {
    const found = segments(
      [shot('2012-01-01', 'ada'), shot('2010-01-01', ''), shot('2011-01-01', 'ada'), shot('2013-01-01', '')],
      null,
    );
    for (const [at, one] of found.entries()) {
      expect((one.from ?? '') <= (one.to ?? '9999')).toBe(true);
      expect((found[at - 1]?.to ?? '') <= (one.from ?? '')).toBe(true);
    }
  });
});

describe('the affiliation of a tenure', () => {
  const tenure: Row<'tenure'> = {
    ...blank('tenure'),
    id: 't',
    person_id: '7',
    from: '2012-03-01',
    to: '2014-03-01',
  };
  const printed = (documentId: string, on: string) => ({
    personId: '7',
    documentId,
    on,
    affiliation: `as in ${documentId}`,
    organisationId: null,
    countryText: null,
    country: null,
  });
  const chosen = (...given: ReturnType<typeof printed>[]) =>
    affiliate([tenure], given, '2026-01-01')[0]?.affiliation_document_id;

  it('is what the same person printed nearest to its beginning', () => {
    expect(
      chosen(printed('rfc1', '2011-06-01'), printed('rfc2', '2012-04-01'), printed('rfc3', '2013-01-01')),
    ).toBe('rfc2');
  });

  it('is unknown where no document is within twelve months', () => {
    expect(chosen(printed('rfc1', '2011-02-01'), printed('rfc2', '2015-04-01'))).toBe(null);
  });

  it('is the earlier of two as near, and of one day the first by id', () => {
    expect(chosen(printed('rfc1', '2012-02-20'), printed('rfc2', '2012-03-11'))).toBe('rfc1');
    expect(chosen(printed('rfc1', '2012-02-20'), printed('rfc2', '2012-02-20'))).toBe('rfc1');
  });
});
