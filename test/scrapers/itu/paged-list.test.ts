import { describe, expect, it } from 'vitest';
import { ituContributions } from '#scrapers/itu/documents.ts';
import { readerOf } from '../reader.ts';

const list = 'https://www.itu.int/md/T25-SG21-C/en';
const size = 3;
const none =
  '<html><head><title>Meeting documents</title></head><body><p>No documents found</p></body></html>';
const row = (number: number) => {
  const id = `T25-SG21-C-${String(number).padStart(4, '0')}`;
  const cells = [
    '',
    `<a href="${id}/en"><strong>[&nbsp;${number}&nbsp;]</strong></a>`,
    `On naming ${number}\r\n`,
    '<a href="meetingdoc.asp?lang=en&amp;parent=T25-SG21-250310-C&amp;source=A">Kenya</a>',
    '<a href="meetingdoc.asp?lang=en&amp;parent=T25-SG21-250310-C&amp;question=Q1/21">Q1/21</a>',
    '2025-03-01',
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
};
const heads = `<tr><td></td>${['Number', 'Title', 'Source', 'AI/Question', 'Date'].map((name) => `<td><strong>${name}</strong></td>`).join('')}</tr>`;
interface Look {
  numbers: readonly number[];
  at: number;
  all: number;
  /** The words in which the pager tells its total. */
  total?: string;
}
const pageOf = ({ numbers, at, all, total = ` of&nbsp;${all}` }: Look) => {
  const link = (offset: number, word: string) => `<a href="meetingdoc.asp?PageLB=${offset}">${word}</a>`;
  const cells = [
    '&nbsp;',
    `Results ${at + 1} - ${at + numbers.length}${total}`,
    at ? link(Math.max(0, at - size), 'Previous') : '&nbsp;',
    at + size < all ? link(at + size, 'Next') : '&nbsp;',
  ];
  // As it is served: no blank between two cells.
  const pager = `<tr class="pager">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  return `<html><head><title>SG21 Contributions</title></head><body><table>${pager}${heads}${numbers.map(row).join('')}${pager}</table></body></html>`;
};
const upTo = (all: number) => Array.from({ length: all }, (_, at) => at + 1);
const cut = (numbers: readonly number[], at: number) => numbers.slice(at, at + size);

/** What is read of one list: `answer` gives its page at a row, knowing how often that was asked for before. */
async function read(answer: (at: number, before: number) => string) {
  const asked: number[] = [];
  const gathered = await ituContributions.gather(
    readerOf({
      stored: async () => new Map(),
      read: async (url: string) => {
        const of = url.startsWith(list);
        const at = Number(/PageLB=(\d+)/.exec(url)?.[1] ?? 0);
        const text = of ? answer(at, asked.filter((one) => one === at).length) : none;
        if (of) asked.push(at);
        return { id: 1, url, text, fetchedAt: new Date('2026-11-24') };
      },
    }),
  );
  return {
    numbers: gathered?.rows.document?.map(({ number }) => number),
    notes: gathered?.notes,
    asked,
  };
}

describe('a list of documents that is longer than a page', () => {
  const eight = (at: number) => pageOf({ numbers: cut(upTo(8), at), at, all: 8 });

  it('is read to the total that its pager prints between the links to the pages before and after', async () => {
    expect(await read(eight)).toEqual({ numbers: upTo(8), notes: undefined, asked: [0, 3, 6] });
  });

  it('is read whole where the last document of a page comes again at the start of the next', async () => {
    const overlapping = (at: number) => pageOf({ numbers: [at || 1, ...cut(upTo(8), at)], at, all: 8 });
    expect((await read(overlapping)).numbers).toEqual(upTo(8));
  });

  it('is no list of 1 where it prints 1,234', async () => {
    const many = (at: number) => pageOf({ numbers: cut(upTo(1234), at), at, all: 1234, total: ' of 1,234' });
    expect((await read(many)).numbers).toHaveLength(1234);
  });

  it.each([
    [
      'no rows and no total but its own',
      pageOf({ numbers: [], at: 3, all: 0 }),
      /PageLB=3: found a list of 0 documents, expected the 8 that its first page announces/,
    ],
    [
      'no rows under the same total',
      pageOf({ numbers: [], at: 3, all: 8 }),
      /PageLB=3: found 3 documents, expected the 8 that the list announces/,
    ],
    [
      'no rows and no total',
      pageOf({ numbers: [], at: 3, all: 8, total: '' }),
      /PageLB=3: found no total, expected the 8 that its first page announces/,
    ],
    ['the words "No documents found"', none, /PageLB=3: found a list of 0 documents/],
    ['another total', pageOf({ numbers: [4, 5, 6], at: 3, all: 7 }), /PageLB=3: found a list of 7 documents/],
    [
      'the documents of the page before',
      pageOf({ numbers: [1, 2, 3], at: 3, all: 8 }),
      /found 3 documents, T25-SG21-C-0001, .* more than once, expected the 8/,
    ],
  ])(
    'is asked for twice and then refused by name where its second page has %s',
    async (_what, second, message) => {
      const asked: number[] = [];
      const reading = read((at) => {
        asked.push(at);
        return at === 3 ? second : eight(at);
      });
      await expect(reading).rejects.toThrow(message);
      expect(asked).toEqual([0, 3, 0, 3]);
    },
  );

  it('is refused where it lists a document fewer than it announces, and says which came twice', async () => {
    const short = (at: number) => pageOf({ numbers: cut([1, 2, 3, 4, 5, 6, 7, 4], at), at, all: 8 });
    await expect(read(short)).rejects.toThrow(
      /found 7 documents, T25-SG21-C-0004 more than once, expected the 8 that the list announces/,
    );
  });

  it('is refused where one page announces two totals', async () => {
    const two = (at: number) => eight(at).replace('of&nbsp;8', 'of&nbsp;9');
    await expect(read(two)).rejects.toThrow(/a pager of 9 and 8 documents, expected one total/);
  });

  it('is read once more where a document was added while it was read', async () => {
    const grown = (at: number) => pageOf({ numbers: cut(upTo(9), at), at, all: 9 });
    const growing = (at: number, before: number) => (at === 0 && !before ? eight(at) : grown(at));
    expect(await read(growing)).toEqual({ numbers: upTo(9), notes: undefined, asked: [0, 3, 0, 3, 6] });
  });

  it('that prints no total is read to its first page without documents, and the run says so', async () => {
    const silent = (at: number) =>
      pageOf({ numbers: cut(upTo(8), at), at, all: 8, total: '' }).replace(/<a [^>]*>Next<\/a>/g, '&nbsp;');
    const { numbers, notes } = await read(silent);
    expect(numbers).toEqual(upTo(8));
    expect(notes).toEqual([
      expect.stringMatching(/^lists that print no total, .*: 1 \(https:.*T25-SG21-C\/en …\)$/),
    ]);
  });

  it('that prints no total is refused where a page it links to has no documents', async () => {
    const silent = (at: number) =>
      pageOf({ numbers: at === 3 ? [] : cut(upTo(8), at), at, all: 8, total: '' });
    await expect(read(silent)).rejects.toThrow(
      /PageLB=3: found 3 documents, expected more at row \d, where the list leads/,
    );
  });
});
