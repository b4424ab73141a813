import { describe, expect, it } from 'vitest';
import { blocKinds, blocSpans, blocs, ituMemberships, memberships, membersOn } from '#entities/bloc.ts';
import { countries } from '#entities/countries.ts';
import { lists } from '#entities/organisation.ts';

describe('the lists of blocs', () => {
  it('have the United Kingdom in the European Union of June 2019 and not in that of June 2021', () => {
    expect(membersOn('eu', '2019-06-30')).toHaveLength(28);
    expect(membersOn('eu', '2019-06-30')).toContain('GB');
    expect(membersOn('eu', '2020-01-31')).toContain('GB');
    expect(membersOn('eu', '2020-02-01')).not.toContain('GB');
    expect(membersOn('eu', '2021-06-30')).toHaveLength(27);
  });

  it('let the European Union grow on the days of accession', () => {
    expect(membersOn('eu', '1957-12-31')).toEqual([]);
    expect(membersOn('eu', '1994-12-31')).toHaveLength(12);
    expect(membersOn('eu', '2004-05-01')).toHaveLength(25);
    expect(membersOn('eu', '2013-06-30')).toHaveLength(27);
  });

  it('name no list made by one side of an argument', () => {
    const names = blocs.map((bloc) => `${bloc.id} ${bloc.name}`.toLowerCase()).join('\n');
    expect(names).not.toMatch(/objector|opponent|endorse|declaration|signatories of a letter/);
    for (const bloc of blocs) expect(blocKinds).toContain(bloc.kind);
  });

  it('give every membership a known bloc, a known country, a source, and days in order', () => {
    const ids = new Set(blocs.map((bloc) => bloc.id));
    const codes = new Set(countries.map((country) => country.code));
    const day = /^\d{4}-\d{2}-\d{2}$/;
    for (const row of memberships) {
      const where = `${row.bloc} ${row.country}`;
      expect(ids.has(row.bloc), where).toBe(true);
      expect(codes.has(row.country), where).toBe(true);
      expect(row.source, where).not.toBe('');
      expect(row.from === '', where).toBe(row.precision === 'list');
      if (row.from) expect(row.from, where).toMatch(day);
      if (row.to) expect(row.to, where).toMatch(day);
      if (row.to) expect(row.from < row.to, where).toBe(true);
    }
    for (const bloc of blocs) expect(memberships.some((row) => row.bloc === bloc.id)).toBe(true);
  });

  it('call checked only what a page says', () => {
    for (const row of memberships) {
      if (row.source === 'general knowledge') expect(row.checked).toBe(false);
      else expect(row.source).toMatch(/^https?:\/\//);
    }
  });

  it('never let two memberships of a country in one bloc overlap', () => {
    for (const row of memberships) {
      const others = memberships.filter(
        (other) => other !== row && other.bloc === row.bloc && other.country === row.country,
      );
      for (const other of others) {
        const apart = (row.to !== '' && row.to <= other.from) || (other.to !== '' && other.to <= row.from);
        expect(apart, `${row.bloc} ${row.country}`).toBe(true);
      }
    }
  });

  it('keep the memorandum of the Belt and Road a kind of its own, with the note that lists differ', () => {
    const bloc = blocs.find(({ id }) => id === 'bri-memorandum');
    expect(bloc?.kind).toBe('agreement');
    expect(bloc?.note).toContain('lists differ');
    expect(membersOn('bri-memorandum', '2019-06-30')).toContain('IT');
    expect(membersOn('bri-memorandum', '2024-06-30')).not.toContain('IT');
  });

  it('leave unchecked memberships out unless they are asked for', () => {
    expect(membersOn('citel', '2020-01-01')).toEqual([]);
    expect(membersOn('citel', '2020-01-01', true)).toHaveLength(35);
  });
});

describe('the spans of days in which a country’s blocs stay the same', () => {
  it('give on every day the blocs that the memberships give', () => {
    const spans = blocSpans();
    for (const day of ['1950-01-01', '1995-06-01', '2019-06-30', '2020-02-01', '2024-12-31']) {
      for (const [at, bloc] of blocs.entries()) {
        const holds = (mask: string) => (BigInt(mask) >> BigInt(at)) % 2n === 1n;
        const on = spans.filter((span) => span.from <= day && (span.to === null || day < span.to));
        expect(on.filter((span) => holds(span.checked)).map((span) => span.country)).toEqual(
          membersOn(bloc.id, day),
        );
        expect(on.filter((span) => holds(span.stated)).map((span) => span.country)).toEqual(
          membersOn(bloc.id, day, true),
        );
      }
    }
  });
});

describe('the list of memberships at the ITU', () => {
  const known = new Map(lists.organisations.map((row) => [row.id, row]));

  it('gives each an organisation that is no state, a country, days in order, a grade and the page that says it', () => {
    for (const row of ituMemberships) {
      const organisation = known.get(row.organisation);
      expect(organisation?.kind ?? 'none', row.organisation).not.toMatch(/^(?:none|administration)$/);
      expect(organisation?.international, row.organisation).toBe(false);
      expect(
        countries.map(({ code }) => code),
        row.organisation,
      ).toContain(row.country);
      expect(row.from < row.to, row.organisation).toBe(true);
      expect(['primary', 'secondary'], row.organisation).toContain(row.evidence);
      expect(row.source, row.organisation).toMatch(/^https?:\/\//);
    }
  });

  it('never lets two rows of an organisation speak of one day, which would count its documents twice', () => {
    for (const row of ituMemberships)
      for (const other of ituMemberships)
        if (other !== row && other.organisation === row.organisation)
          expect(row.to <= other.from || other.to <= row.from, row.organisation).toBe(true);
  });
});
