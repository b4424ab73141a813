import { describe, expect, it } from 'vitest';
import { documentsNamed } from '#scrapers/ietf/liaisons.ts';
import { beyond, personsOfRfc } from '#scrapers/ietf/rfc-persons.ts';
import { worksOf } from '#scrapers/ietf/works.ts';

const works = (...pairs: [later: string, earlier: string][]) =>
  Object.fromEntries(
    worksOf(pairs.map(([later, earlier], id) => ({ id, later, earlier }))).map((row) => [
      row.document_id,
      row.work_id,
    ]),
  );

describe('a work', () => {
  it('is a chain of replacements and the RFC it became, under the id of the RFC', () => {
    expect(works(['draft-ietf-x-y', 'draft-ada-x-y'], ['rfc9999', 'draft-ietf-x-y'])).toEqual({
      'draft-ada-x-y': 'rfc9999',
      'draft-ietf-x-y': 'rfc9999',
      rfc9999: 'rfc9999',
    });
  });

  it('follows the RFC where one draft went two ways, and does not make one work of two RFCs', () => {
    expect(works(['rfc9998', 'draft-a'], ['draft-b', 'draft-a'], ['rfc9999', 'draft-b'])).toEqual({
      'draft-a': 'rfc9998',
      'draft-b': 'rfc9999',
      rfc9998: 'rfc9998',
      rfc9999: 'rfc9999',
    });
  });

  it('ends where drafts replace each other in a circle', () => {
    expect(works(['draft-b', 'draft-a'], ['draft-a', 'draft-b'])).toEqual({
      'draft-a': 'draft-b',
      'draft-b': 'draft-b',
    });
  });
});

describe('the persons of an RFC', () => {
  const told = (order: number, name: string, person: string | null = String(order)) => ({
    order,
    name,
    person,
    affiliation: '',
    country: '',
    pageId: 1,
  });
  const printed = (...names: string[]) =>
    names.map((name, at) => ({ documentId: 'rfc1', position: at + 1, name }));
  const positions = (names: string[], ...authors: ReturnType<typeof told>[]) =>
    personsOfRfc('rfc1', printed(...names), authors).map((row) => [row.name, row.position]);

  it('stand at the position of the author printed with their surname', () => {
    expect(
      positions(['A. Example', 'B. Müller, Ed.'], told(1, 'Ada Example'), told(2, 'Bob Muller')),
    ).toEqual([
      ['Ada Example', 1],
      ['Bob Muller', 2],
    ]);
    expect(positions(['B. Muller', 'A. Example'], told(1, 'Ada Example'), told(2, 'Bob Muller'))).toEqual([
      ['Ada Example', 2],
      ['Bob Muller', 1],
    ]);
  });

  it('stand behind the printed list where nobody of their surname is printed', () => {
    expect(positions(['A. Example'], told(1, 'Eve Other'))).toEqual([['Eve Other', beyond + 1]]);
  });
});

describe('the title of a liaison statement', () => {
  it('names RFCs and drafts by their ids', () => {
    expect(documentsNamed('On RFC 0791, RFC8799 and draft-ietf-quic-http-03')).toEqual([
      'rfc791',
      'rfc8799',
      'draft-ietf-quic-http',
    ]);
  });
});
