import { describe, expect, it } from 'vitest';
import { bodyIds } from '#metrics/contract.ts';
import { authorshipParams, defaultsOf, paramsToQuery, readParams } from '#metrics/params.ts';

const metric = { params: authorshipParams };
const read = (query: string) => readParams(metric, new URLSearchParams(query));

describe('the parameters of a request', () => {
  it('default to RFCs by declared country for the IETF, and to contributions by employer for the ITU', () => {
    expect(read('')).toMatchObject({ body: 'ietf', kind: 'rfc', rule: 'declared', count: 'fractional' });
    expect(read('body=itu-t')).toMatchObject({ kind: 'contribution', rule: 'employer' });
  });

  it('refuse a kind that the body does not make, and name what it makes', () => {
    expect(() => read('kind=rfc&body=itu-t')).toThrow(
      /parameter kind.*rfc with body=itu-t.*contribution, temporary-document, work-item, recommendation/,
    );
    expect(() => read('kind=contribution')).toThrow(/one of rfc, internet-draft, work/);
  });

  it('refuse the rule member for the IETF', () => {
    expect(() => read('rule=member')).toThrow(/parameter rule.*member with body=ietf/);
    expect(read('rule=member&body=itu-t').rule).toBe('member');
  });

  it('refuse a body of both, a name we do not know, and a name given twice', () => {
    expect(() => read('body=all')).toThrow(/parameter body/);
    expect(() => read('post=chair')).toThrow(/parameter post/);
    expect(() => read('body=itu-t&body=ietf')).toThrow(/twice/);
  });

  it('take the id of a group as its body writes it', () => {
    for (const id of ['quic', 'SG13', 'Q10/13', 'ITU-D SG1', 'Council 2018', 'TG5/1'])
      expect(read(`group=${encodeURIComponent(id)}`).group).toBe(id);
    expect(() => read('group=%3Cb%3E')).toThrow(/parameter group.*such as quic or Q10\/13/);
  });

  it('take a bloc in any case, and 1 alone for unchecked', () => {
    expect(read('bloc=EU').bloc).toBe('eu');
    expect(() => read('bloc=eu&unchecked=yes')).toThrow(/parameter unchecked/);
  });

  it('come back from the address of a state as they were', () => {
    for (const body of bodyIds) {
      for (const params of [
        defaultsOf(body),
        { ...defaultsOf(body), rule: 'parent' as const, bloc: 'eu', by: 'quarter' as const },
      ]) {
        expect(read(paramsToQuery(params))).toEqual(params);
      }
    }
  });

  it('compare with a span of two dates, or with the one of the same length before', () => {
    const comparing = { params: [...authorshipParams, 'against' as const] };
    const against = (query: string) => readParams(comparing, new URLSearchParams(query));
    expect(against('against=2013..2017')).toMatchObject({ by: 'all', against: '2013-01-01..2017-12-31' });
    expect(against('against=2019-01..2019-06').against).toBe('2019-01-01..2019-06-30');
    expect(against('from=2018&to=2022&against=previous').against).toBe('2013-01-01..2017-12-31');
    expect(against('from=2020-03&to=2020-05&against=previous').against).toBe('2019-12-01..2020-02-29');
    expect(against('from=2020-03-02&to=2020-03-08&against=previous').against).toBe('2020-02-24..2020-03-01');
    for (const wrong of ['2013', '2017..2013', '2013..', 'before', '2013..2015..2017'])
      expect(() => against(`against=${wrong}`), wrong).toThrow(/parameter against.*previous/);
    expect(() => against('against=previous&from=2018')).toThrow(/without from and to/);
    expect(() => against('against=2013..2017&by=year')).toThrow(/parameter by.*whole/);
    const params = against('from=2018&to=2022&against=previous');
    expect(paramsToQuery(params)).toBe('from=2018&to=2022&by=all&against=2013..2017');
    expect(against(paramsToQuery(params))).toEqual(params);
  });

  it('name the rule at the ITU always, because a measure of posts starts from another one', () => {
    expect(paramsToQuery(defaultsOf('itu-t'))).toBe('body=itu-t&rule=employer');
    expect(paramsToQuery(defaultsOf('ietf'))).toBe('');
  });
});
