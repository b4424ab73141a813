import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWeek, type Week } from '#lib/week.ts';
import { saveBatch } from '#prisma/batch.ts';
import { blank, type Row } from '#prisma/records.ts';
import { startRun } from '#prisma/runs.ts';
import { hrefsOf, leaveByOneClick, openLinks, openStage, type Stage, signUp } from './letter-flow.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

/** Drafts first posted that week, as a source saves them; the first has an author in Sweden. */
async function drafts(week: Week, titles: readonly string[]): Promise<void> {
  const id = (at: number) => `draft-test-${week.name.toLowerCase()}-${at}`;
  const document = titles.map(
    (title, at): Row<'document'> => ({
      ...blank('document'),
      id: id(at),
      body: 'ietf',
      kind: 'internet-draft',
      title,
      stage: 'active',
      submitted: week.from,
      url: `https://datatracker.ietf.org/doc/${id(at)}/`,
    }),
  );
  const authorship: Row<'authorship'>[] = [
    {
      ...blank('authorship'),
      document_id: id(0),
      position: 1,
      name: 'A. Author',
      role: 'author',
      is_organisation: false,
      country_text: 'Sweden',
      country: 'SE',
    },
  ];
  const runId = await startRun(stage.store, 'ietf-drafts', 'read');
  const writer = { runId, source: 'ietf-drafts', baseline: false, difference: 'changed' as const };
  await saveBatch(stage.store, { document, authorship }, { writer });
}

// Two weeks of which the starter data and the curated facts tell nothing.
const week = parseWeek('2014-W32');
const next = parseWeek('2014-W33');
const titles = [
  'Hats for routers',
  'Gloves for routers',
  'Boots for routers',
  'Scarves for routers',
  'Coats',
];

describe('the Monday letter, by a real browser and a real mail server', () => {
  it('is signed up for, confirmed from the mail, tells what changed, opens every link, is left by one click, and is silent', async () => {
    const page = await signUp(stage, ['country', 'SE'], 'ann+rfc@Example.org');
    expect(stage.server.taken[0]?.to).toBe('ann+rfc@example.org');

    await drafts(week, titles);
    expect(await stage.digest('--week', week.name, '--send')).toContain('1 sent');
    const letter = await stage.mail(2);
    expect(letter.subject).toBe('5 Internet-Drafts were posted for the first time (and 1 more)');
    expect(letter.from?.text).toBe('"Rapporteur" <letter@rapporteur.example>');
    expect(letter.messageId).toMatch(new RegExp(`^<${week.name}\\.\\d+@rapporteur\\.example>$`));
    expect(letter.text).toContain('“Hats for routers” was first posted');
    expect(letter.text).toContain('You follow Sweden');

    const abroad = await openLinks(stage, letter, [
      [/\/letters\/[\w-]+\/rows\//, /5 Internet-Drafts were posted for the first time/],
      [/\/letters/, /5 Internet-Drafts/],
      [/\/manage\?token=/, /Your Monday letter[\s\S]*the country Sweden/],
      [/\/unsubscribe\?token=/, /Unsubscribe from everything/],
      [/\/report\?week=/, /Report an error[\s\S]*(submitted:draft-test|all:draft-submitted)/],
      [/\/feed\.atom/, /<feed/],
    ]);
    expect(abroad).toEqual([`https://datatracker.ietf.org/doc/draft-test-${week.name.toLowerCase()}-0/`]);
    await page.goto(hrefsOf(letter).find((href) => href.includes('/rows/')) ?? '');
    expect(await page.locator('main tbody tr').count()).toBe(5);
    const told = (await page.locator('main tbody').textContent()) ?? '';
    expect(told.match(/for routers|Coats/g)).toHaveLength(5);

    expect(await stage.digest('--week', week.name, '--send')).toContain('1 sent');
    expect(stage.server.taken).toHaveLength(2);
    await leaveByOneClick(letter);
    await drafts(next, titles);
    expect(await stage.digest('--week', next.name, '--send')).toContain('0 sent');
    expect(stage.server.taken).toHaveLength(2);
    await page.context().close();
  });

  it('of a real week of March 2020 tells what happened, within 450 words, and every number opens its rows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rapporteur-letter-'));
    await stage.digest('--week', '2020-W14', '--preview', folder);
    const mail = await simpleParser(await readFile(join(folder, 'letter.eml')));
    const words = (mail.text ?? '').split(/\s+/).filter(Boolean);
    expect(words.length).toBeLessThanOrEqual(450);
    expect(mail.subject).toMatch(/^New IP: The IETF answers that it has seen no evidence/);
    const text = words.join(' ');
    for (const said of [
      'New IP, 30 March 2020: The IETF answers',
      '22 RFCs were published (dated March 2020; the source states no day)',
      'ITU-T approved 34 Recommendations',
      'Rule declared, fractional count, n = 70 RFCs',
    ])
      expect(text).toContain(said);
    expect(mail.html).toMatch(/<img[^>]+src="data:image\/png/);
    const page = await readFile(join(folder, 'letter.html'), 'utf8');
    expect(page).toMatch(/<img[^>]+src="data:image\/png/);
    expect(page).not.toContain('cid:');

    for (const width of [600, 390]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await stage.browser.newPage({ viewport: { width, height: 800 }, colorScheme });
        await page.setContent(String(mail.html));
        const [over, ground] = await page.evaluate(() => [
          document.documentElement.scrollWidth - window.innerWidth,
          getComputedStyle(document.body).backgroundColor,
        ]);
        expect(over, `${width} ${colorScheme}`).toBeLessThanOrEqual(0);
        expect(ground).toBe(colorScheme === 'dark' ? 'rgb(22, 24, 27)' : 'rgb(251, 249, 244)');
        await page.close();
      }
    }

    await stage.digest('--week', '2020-W14', '--send');
    const letter = await fetch(`${stage.product.site}/letters/2020-W14`).then((answer) => answer.text());
    const numbers = [...letter.matchAll(/<a href="([^"]*\/rows\/[^"]*)">(\d+) rows?<\/a>/g)];
    expect(numbers.map(([, , rows]) => Number(rows))).toEqual([22, 34, 6, 70]);
    for (const [, href, rows] of numbers) {
      const page = await fetch(new URL(href ?? '', stage.product.site)).then((answer) => answer.text());
      expect(page.split('<tbody>')[1]?.match(/<tr>/g)).toHaveLength(Number(rows));
    }
    await rm(folder, { recursive: true });
  });
});
