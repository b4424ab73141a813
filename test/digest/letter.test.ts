import { describe, expect, it } from 'vitest';
import { parseAddress } from '#digest/address.ts';
import { compose } from '#digest/compose.ts';
import type { Reader } from '#digest/digest.ts';
import { parseFollow } from '#digest/follow-kinds.ts';
import { candidateKeys, figuresOf, prepare } from '#digest/prepare.ts';
import { render } from '#digest/render.tsx';
import { outcomeOf } from '#digest/send.ts';
import { countWords } from '#digest/words.ts';
import { parseWeek } from '#lib/week.ts';
import type { SourceHealth, WeekDocument, WeekFacts } from '#metrics/week.ts';

const facts = (given: Partial<WeekFacts> = {}): WeekFacts => ({
  week: parseWeek('2020-W47'),
  sources: [
    { id: 'ietf-rfcs', title: 'RFC index', state: 'read', brokenSince: null, lastGood: '2020-11-22' },
  ],
  documents: [],
  posts: [],
  proposals: [],
  deadlines: [],
  moved: [],
  movements: [],
  corrections: [],
  names: {},
  heirs: {},
  ...given,
});
const document = (given: Partial<WeekDocument> = {}): WeekDocument => ({
  id: 'rfc9001',
  body: 'ietf',
  kind: 'rfc',
  title: 'A title',
  what: 'published',
  date: '2020-11-18',
  precision: 'day',
  status: null,
  group: 'quic',
  parent: 'tsv',
  url: null,
  countries: ['FR'],
  organisations: [],
  blocs: [],
  predecessors: [],
  ...given,
});
const reader = (follows: string[], given: Partial<Reader> = {}): Reader => ({
  follows: follows.map(parseFollow),
  told: {},
  quiet: 'fourth',
  quietWeeks: 0,
  ...given,
});
const links = { site: 'https://rapporteur.example', token: 'T' };
const sentences = (digest: ReturnType<typeof compose>) =>
  digest.sections.flatMap((section) => section.items.map((item) => item.sentence));

describe('the letter', () => {
  it('is silent in an empty week, and comes as one short letter with the fourth', () => {
    const prepared = prepare(facts());
    expect(compose(prepared, reader(['general'])).due).toBe(false);
    expect(compose(prepared, reader(['general'], { quietWeeks: 3 })).due).toBe(true);
    expect(compose(prepared, reader(['general'], { quiet: 'every' })).due).toBe(true);
    expect(compose(prepared, reader(['general'], { quiet: 'never', quietWeeks: 9 })).due).toBe(false);
  });

  it('says first that a source broke, blames us, says it once, and once when it heals', () => {
    const source: SourceHealth = {
      id: 'itu-members',
      title: 'ITU members',
      state: 'broken',
      brokenSince: '2020-11-19',
      lastGood: '2020-11-12',
    };
    const first = compose(prepare(facts({ sources: [source] })), reader(['general']));
    expect(first.status.join(' ')).toContain(
      'We could not read ITU members since 19 November 2020. The fault is ours',
    );
    expect(first.due).toBe(true);
    const told = Object.fromEntries(first.keys.map((key) => [key, '2020-W47']));
    const second = compose(prepare(facts({ sources: [source] })), reader(['general'], { told }));
    expect(second.status.join(' ')).not.toContain('could not read');
    expect(second.quiet).toBe(true);
    const healed = prepare(facts({ sources: [{ ...source, state: 'read' }] }));
    expect(compose(healed, reader(['general'], { told })).status.join(' ')).toContain(
      'can read ITU members again',
    );
    expect(compose(healed, reader(['general'])).status.join(' ')).not.toContain('again');
  });

  it('calls no week quiet of which it has not read all, and names what was never read and what was not of late', () => {
    const source = (title: string, state: SourceHealth['state']): SourceHealth => ({
      id: title,
      title,
      state,
      brokenSince: null,
      lastGood: state === 'unread' ? null : '2020-10-01',
    });
    const of = (...sources: SourceHealth[]) => compose(prepare(facts({ sources })), reader(['general']));
    const none = of(source('Drafts', 'unread'), source('Members', 'unread'));
    expect(none.subject).toBe('Nothing was read, so there is no news to tell (to 22 November 2020)');
    expect(none.status).toEqual([
      'No source has been read on this installation yet, so this letter knows no news of any.',
    ]);
    const some = of(source('RFCs', 'read'), source('Drafts', 'unread'), source('Members', 'late'));
    expect(some.subject).toBe('No news in the 1 of 3 sources we read (to 22 November 2020)');
    expect(some.status).toEqual([
      'We read 1 of 3 sources for the week to 22 November 2020.',
      'Never read here, so that their news is missing: Drafts.',
      'Not read of late, so that their news may be missing: Members.',
    ]);
    expect(of(source('RFCs', 'read')).subject).toContain('A quiet week: no news');
  });

  it('tells an event once, whatever its title is called the next time', () => {
    const first = compose(prepare(facts({ documents: [document()] })), reader(['country:FR']));
    const told = Object.fromEntries(first.keys.map((key) => [key, '2020-W47']));
    const renamed = prepare(facts({ documents: [document({ title: 'Another title', date: '2020-11-19' })] }));
    expect(sentences(first)).toHaveLength(1);
    expect(sentences(compose(renamed, reader(['country:FR'], { told })))).toEqual([]);
  });

  it('follows a draft to what replaced it and to its RFC, and says why', () => {
    const prepared = prepare(
      facts({ documents: [document({ predecessors: ['draft-ietf-quic-x', 'draft-smith-x'] })] }),
    );
    const digest = compose(prepared, reader(['document:draft-smith-x']));
    expect(sentences(digest)[0]).toContain('RFC 9001 “A title” was published');
    expect(digest.sections[0]?.items[0]?.why).toBe('You follow draft-smith-x.');
    expect(compose(prepared, reader(['document:draft-smith-y'])).quiet).toBe(true);
  });

  it('tells a document that is a step of a proposal once, to who follows either', () => {
    const given = facts({
      documents: [document({ id: 'liaison-1677', kind: 'liaison', what: 'sent', group: 'iab' })],
      proposals: [
        {
          id: 'newip-ls1677',
          what: 'step',
          proposal: 'new-ip',
          name: 'New IP',
          body: 'ietf',
          title: 'Response',
          said: 'The IETF answers.',
          date: '2020-11-18',
          document: 'liaison-1677',
          organisations: [],
          countries: [],
          blocs: [],
          evidence: 'primary',
          sourceUrl: null,
        },
      ],
    });
    const told = (follow: string) => sentences(compose(prepare(given), reader([follow])));
    expect(told('group:iab')).toEqual(['New IP, 18 November 2020: The IETF answers.']);
    expect(told('proposal:new-ip')).toEqual(told('group:iab'));
    expect(told('general')).toEqual(told('group:iab'));
    const { keys } = compose(prepare(given), reader(['general']));
    expect(keys).toEqual(['proposal-step:newip-ls1677', 'sent:liaison-1677']);
  });

  it('tells a share with its rule, count, n, unknown and usual range, and a page for each of its counts', () => {
    const row = (at: number) => ({ id: `rfc${at}`, title: 'T', date: '2020-11-01' });
    const movement = {
      metric: 'authorship-by-country',
      subject: 'country:FR',
      label: 'France',
      rule: 'declared',
      count: 'fractional',
      period: '2020-Q3',
      from: '2020-07-01',
      to: '2020-09-30',
      share: 0.2,
      usual: { low: 0.01, high: 0.1 },
      series: [0.01, 0.1, 0.2].map((share, at) => ({ period: `2020-Q${at + 1}`, share, documents: 40 })),
      n: 40,
      unknown: 0.25,
      rows: [1, 2, 3].map(row),
      everything: Array.from({ length: 40 }, (_, at) => row(at)),
    };
    const prepared = prepare(facts({ movements: [movement] }));
    const [item] = compose(prepared, reader(['country:FR'])).sections[0]?.items ?? [];
    const plain = (text?: string | null) => text?.replaceAll('\u00A0', ' ');
    expect(plain(item?.sentence)).toBe(
      'France: 20.0 % of the RFC authorships of the third quarter of 2020, above the 1.0 % to 10.0 % of the two years before.',
    );
    expect(plain(item?.note)).toBe(
      'Rule declared, fractional count, n = 40 RFCs, 25.0 % unknown; 3 RFCs have such an author.',
    );
    const pages = new Map(figuresOf(prepared).map(({ id, rows }) => [id, rows.length]));
    expect(item?.figures.map(({ rows }) => rows)).toEqual([3, 40]);
    for (const { id, rows } of item?.figures ?? []) expect(pages.get(id)).toBe(rows);
  });

  it('corrects what it told this reader, and troubles nobody else with it', () => {
    const given = facts({
      corrections: [
        {
          recordType: 'authorship',
          about: 'rfc9001',
          title: 'A title',
          before: { country: 'US' },
          after: { country: 'FR' },
        },
      ],
    });
    expect(candidateKeys(given)).toContain('published:rfc9001');
    const told = { 'published:rfc9001': '2020-W40' };
    expect(sentences(compose(prepare(given), reader(['country:FR'], { told })))).toEqual([
      'Our letter of 2020-W40 told you of RFC 9001 “A title”. We had it wrong: country was US, is FR.',
    ]);
    expect(compose(prepare(given), reader(['country:FR'])).quiet).toBe(true);
  });

  it('makes nothing of a hostile title: no markup, no header, no turned writing, no flood', async () => {
    const title = `<script>alert(1)</script>\r\nBcc: all@example.org \u202Eevil\u2066 ${'long '.repeat(2000)}`;
    const digest = compose(prepare(facts({ documents: [document({ title })] })), reader(['country:FR']));
    const { html, text, subject } = await render(digest, links);
    expect(subject).not.toMatch(/[\r\n\u202E\u2066]/u);
    expect(subject.length).toBeLessThan(120);
    expect(html).not.toContain('<script');
    expect(html + text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/u);
    expect(countWords(text)).toBeLessThan(200);
  });

  it('says the same in HTML and in text, loads nothing from afar, and keeps to 450 words', async () => {
    const documents = Array.from({ length: 40 }, (_, at) =>
      document({ id: `rfc${9000 + at}`, title: `Many words of one title that goes on and on number ${at}` }),
    );
    const digest = compose(prepare(facts({ documents })), reader(['country:FR']));
    const { html, text } = await render(digest, links);
    expect(countWords(text)).toBeLessThanOrEqual(450);
    expect(html).not.toMatch(/<img[^>]+src="(?!cid:)|url\(|<link|@import/);
    const shown = html
      .replace(/<style[\s\S]*?<\/style>|<title[\s\S]*?<\/title>|<\/?strong>/g, '')
      .replace(/<[^>]+>/g, ' ');
    const inOneLine = (words: string) => words.replace(/\s+/gu, ' ');
    for (const sentence of sentences(digest)) {
      expect(inOneLine(text)).toContain(sentence);
      expect(inOneLine(shown)).toContain(sentence);
    }
    expect(digest.sections[0]?.more).toBe(40 - (digest.sections[0]?.items.length ?? 0));
  });
});

describe('an address', () => {
  it('may hold plus signs, apostrophes and quotes that it does not need, and its domain is written one way', () => {
    expect(parseAddress(' Ann+rfc@EXAMPLE.org ').address).toBe('Ann+rfc@example.org');
    expect(parseAddress('"ann.b+rfc"@example.org').address).toBe('ann.b+rfc@example.org');
    expect(parseAddress("o'hara@example.org").address).toBe("o'hara@example.org");
    expect(parseAddress('a@bücher.example').address).toBe('a@xn--bcher-kva.example');
  });

  it.each([
    'a@example.org\r\nBcc: b@example.org',
    'a@example.org, b@example.org',
    'a@b',
    '@example.org',
    'a@1.2.3.4',
    '"a\n"@b.org',
    '"a@evil.example"@b.org',
    '"a b"@b.org',
  ])('is refused without being repeated: %j', (text) => {
    expect(() => parseAddress(text)).toThrow(/^address: found something else/);
  });
});

describe('what a mail server says', () => {
  it('bounces a recipient, fails a message, tries again what may pass, and doubts what it had', () => {
    const error = (code: string, command: string, responseCode?: number) =>
      Object.assign(new Error('x'), { code, command, ...(responseCode ? { responseCode } : {}) });
    expect(outcomeOf(error('EENVELOPE', 'RCPT TO', 550), false)).toEqual({ state: 'bounced', reply: 550 });
    expect(outcomeOf(error('EENVELOPE', 'RCPT TO', 451), false)).toEqual({ state: 'again', reply: 451 });
    expect(outcomeOf(error('EMESSAGE', 'DATA', 554), true)).toEqual({ state: 'failed', reply: 554 });
    expect(outcomeOf(error('EAUTH', 'AUTH', 535), false)).toEqual({ state: 'again', reply: 535 });
    expect(outcomeOf(error('ETIMEDOUT', 'CONN'), false)).toEqual({ state: 'again', reply: null });
    expect(outcomeOf(error('ETIMEDOUT', 'CONN'), true)).toEqual({ state: 'sent', doubt: true });
  });
});
