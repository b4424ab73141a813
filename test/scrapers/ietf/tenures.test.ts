import { describe, expect, it } from 'vitest';
import { blank, type Row } from '#prisma/records.ts';
import { affiliationsOf } from '#scrapers/ietf/affiliations.ts';
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

describe('the affiliation on the days of a tenure', () => {
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
    position: 1,
    on,
    affiliation: `as in ${documentId}`,
    organisationId: null,
    countryText: null,
    country: null,
    pageId: null,
  });
  const spans = (given: ReturnType<typeof printed>[], of: Partial<Row<'tenure'>> = {}) =>
    affiliationsOf([{ ...tenure, ...of }], given).map((row) => `${row.document_id} ${row.from} ${row.to}`);

  it('is what the same person printed nearest to each day, before or after it', () => {
    expect(
      spans([printed('rfc1', '2011-06-01'), printed('rfc2', '2012-12-01'), printed('rfc3', '2013-12-01')]),
    ).toEqual(['rfc1 2012-03-01 2012-03-02', 'rfc2 2012-03-02 2013-06-02', 'rfc3 2013-06-02 2014-03-01']);
  });

  it('is that of the earlier of two as near, and of one day the first by id', () => {
    expect(spans([printed('rfc1', '2012-06-01'), printed('rfc2', '2012-06-11')])).toEqual([
      'rfc1 2012-03-01 2012-06-07',
      'rfc2 2012-06-07 2013-06-12',
    ]);
    expect(spans([printed('rfc1', '2012-06-01'), printed('rfc2', '2012-06-01')])).toEqual([
      'rfc1 2012-03-01 2013-06-02',
    ]);
  });

  it('is unknown from thirteen months before and after a document, and known at twelve', () => {
    expect(spans([printed('rfc1', '2011-02-01')])).toEqual([]);
    expect(spans([printed('rfc1', '2013-05-01')])).toEqual(['rfc1 2012-05-01 2014-03-01']);
    expect(spans([printed('rfc1', '2012-02-29')], { to: null })).toEqual(['rfc1 2012-03-01 2013-03-01']);
  });

  it('of a post that is held runs out by itself, and of one since nobody knows when begins by itself', () => {
    expect(spans([printed('rfc1', '2012-06-01')], { from: null, to: null })).toEqual([
      'rfc1 2011-06-01 2013-06-02',
    ]);
    expect(spans([printed('rfc1', '2012-06-01')], { person_id: null })).toEqual([]);
  });

  it('is told of the last day alone where the post is over and nobody knows since when it was held', () => {
    const given = [printed('rfc1', '2011-06-01'), printed('rfc2', '2013-09-01')];
    expect(spans(given, { from: null })).toEqual(['rfc2 2014-02-28 2014-03-01']);
  });
});
