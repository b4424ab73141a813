import { describe, expect, it } from 'vitest';
import { type PrintedPost, spansOf } from '#metrics/printed-posts.ts';
import { readPrintedLists } from '#scrapers/ietf/printed-lists.ts';

const names = (text: string, id = 'rfc9999') =>
  readPrintedLists(text, id).lists.map(({ group, of, members }) => ({
    group,
    of,
    names: members.map(({ name }) => name),
  }));

describe('a list of the members of a board in an RFC', () => {
  it('is read below its heading, over the end of a page, and not in the table of contents', () => {
    const text = `
Table of Contents

   1. Introduction ....................................................2
   Appendix A. IAB Members at the Time of Approval ....................3

Appendix A.  IAB Members at the Time of Approval

   Ana One
   Bo de la Two
   Jun-ichiro (Itojun) Three



Writer & IAB                 Informational                      [Page 2]
\f
RFC 9999                      An Example                   November 2030


   D. Four
   Eve O'Five

Authors' Addresses

   Someone Else
   EMail: someone@example.org
`;
    expect(names(text)).toEqual([
      {
        group: 'iab',
        of: 'own',
        names: ['Ana One', 'Bo de la Two', 'Jun-ichiro (Itojun) Three', 'D. Four', "Eve O'Five"],
      },
    ]);
    expect(readPrintedLists(text, 'rfc9999').lists[0]?.members.map(({ line }) => line)).toEqual([
      9, 10, 11, 20, 21,
    ]);
  });

  it('has the post and the affiliation only where they are printed beside the name', () => {
    const [list] = readPrintedLists(
      `   The IAB membership is currently as follows:

            Ana One/CNRI                  Chairman
            Bo Two/USC-ISI                IRTF Chairman
            Cy Three/Example, Inc.        Member
            Di Four/MIT                   Member
            Ed Five/BBN                   RFC Editor
`,
      'rfc9999',
    ).lists;
    expect(list?.time).toBe('is currently as follows');
    expect(
      list?.members.map(({ name, post, words, affiliation }) => [name, post, words, affiliation]),
    ).toEqual([
      ['Ana One', 'chair', 'Chairman', 'CNRI'],
      ['Bo Two', 'member', 'IRTF Chairman', 'USC-ISI'],
      ['Cy Three', 'member', null, 'Example, Inc.'],
      ['Di Four', 'member', null, 'MIT'],
      ['Ed Five', 'member', 'RFC Editor', 'BBN'],
    ]);
  });

  it('is read in running text, each board by itself, with those who sit on it by another post', () => {
    const text = `
   Members of the IAB at the time of this writing include Ana One, Bo
   Two, Jun-
   ichiro Three, Di Four, and Ed Five.  In addition, the IAB included
   two ex-officio members: Flo Six, who was serving as the IAB Executive
   Director, and Gus Seven, who was serving as the IRTF Chair.

   Members of the IESG at the time of this writing include Hal Eight,
   Ida Nine, Jo Ten, Kim Eleven, and Lu Twelve.
`;
    expect(names(text)).toEqual([
      {
        group: 'iab',
        of: 'own',
        names: ['Ana One', 'Bo Two', 'Jun-ichiro Three', 'Di Four', 'Ed Five', 'Flo Six', 'Gus Seven'],
      },
      { group: 'iesg', of: 'own', names: ['Hal Eight', 'Ida Nine', 'Jo Ten', 'Kim Eleven', 'Lu Twelve'] },
    ]);
    const { members } = readPrintedLists(text, 'rfc9999').lists[0] ?? { members: [] };
    expect(members.slice(-2).map(({ post, words, line }) => [post, words, line])).toEqual([
      ['ex-officio-member', 'IAB Executive Director', 5],
      ['ex-officio-member', 'IRTF Chair', 6],
    ]);
  });

  it('speaks of its own time, of that of another RFC, or of an earlier one that nothing dates', () => {
    const five = '\n\n   Ana One\n   Bo Two\n   Cy Three\n   Di Four\n   Ed Five\n\n';
    const of = (text: string) => names(text, 'rfc8729').map((list) => list.of);
    expect(of(`The IAB members at the time of approval of RFC 4844 were:${five}`)).toEqual(['rfc4844']);
    expect(of(`The IAB members at the time of approval of this document (RFC 8729) were:${five}`)).toEqual([
      'own',
    ]);
    expect(of(`IAB Members at the Time of This Writing${five}`)).toEqual(['own']);
    expect(
      of(`7.  IAB Members at the Time of This Writing${five}8.  IAB Members at the Time of Approval${five}`),
    ).toEqual(['earlier', 'own']);
  });

  it('is left out whole, and said, where a line of it is not a name', () => {
    const text = `
IAB Members at the Time of Approval

   Ana One
   Bo Two
   to be supplied by the RFC Editor
   Di Four
   Ed Five
`;
    expect(readPrintedLists(text, 'rfc9999')).toEqual({
      lists: [],
      refused: [
        'rfc9999 line 2: found "to be supplied by the RFC Editor", expected the name of a member of the board',
      ],
    });
  });

  it('is not made of rules about members, or of who was thanked', () => {
    const text = `
1.  IAB Membership

   The Internet Architecture Board (IAB) shall consist of thirteen full
   members.  IAB members at the time of an appeal recuse themselves.

   The authors thank the current members of the IAB for their patience.
`;
    expect(readPrintedLists(text, 'rfc9999')).toEqual({ lists: [], refused: [] });
  });
});

describe('what lists of several years say together', () => {
  const printed = (asOf: string, document: string, ...people: string[]) =>
    people.map(
      (personName, at): PrintedPost => ({
        document,
        list: 1,
        position: at + 1,
        group: 'iab',
        post: 'member',
        personName,
        words: null,
        organisationText: null,
        timeText: 'at the time of approval',
        asOf,
        asOfDocument: document,
        page: null,
        line: null,
      }),
    );
  const spans = (...lists: PrintedPost[][]) =>
    spansOf(lists.flat()).map(({ personName, from, to, lists: n }) => `${personName} ${from} ${to} ${n}`);

  it('joins a name from list to list, and parts it where a list between leaves it out', () => {
    expect(
      spans(
        printed('2010-01-01', 'rfc1', 'Ana One', 'Bo Two'),
        printed('2011-01-01', 'rfc2', 'Ana One'),
        printed('2011-01-01', 'rfc3', 'Ana One'),
        printed('2012-01-01', 'rfc4', 'Ana One', 'Bo Two'),
      ),
    ).toEqual([
      'Bo Two 2010-01-01 2010-01-01 1',
      'Ana One 2010-01-01 2012-01-01 4',
      'Bo Two 2012-01-01 2012-01-01 1',
    ]);
  });

  it('parts a name where more than two years have no list, and takes no spelling for another', () => {
    expect(
      spans(
        printed('1990-05-01', 'rfc1', 'Ana One', 'Mike St. Johns'),
        printed('2000-05-01', 'rfc2', 'Ana One', 'Michael StJohns'),
      ),
    ).toEqual([
      'Ana One 1990-05-01 1990-05-01 1',
      'Ana One 2000-05-01 2000-05-01 1',
      'Mike St. Johns 1990-05-01 1990-05-01 1',
      'Michael StJohns 2000-05-01 2000-05-01 1',
    ]);
  });
});
