import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { metrics } from '#metrics/index.ts';
import { openBrowser } from './browser.ts';
import { type Product, startProduct } from './product.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = [
  '/',
  '/ietf',
  '/ietf?view=authorship-by-country.table&by=all',
  '/countries/DE',
  '/organisations/huawei',
  '/documents/rfc9000',
  '/documents/ITU-T%20G.709%2FY.1331%20(06%2F2020)',
  '/documents?country=SE&from=2020&to=2020',
  '/posts?organisation=unknown&from=2010&to=2010',
  '/documents?organisation=unknown&from=2020&to=2020',
  '/groups/quic',
  '/itu',
  '/itu/elected',
  '/itu/chairs',
  '/itu/members',
  '/proposals',
  '/proposals/new-ip',
  '/leadership?on=2006-06-01',
  '/leadership?on=2012-03-01',
  '/sources',
  '/method',
  '/search?q=quic',
  '/calendar',
  '/infrastructure',
  '/measures',
  '/measures/authorship-by-bloc?show=eu,brics&from=2015',
  '/measures/co-authorship?from=2018',
  '/measures/authorship-by-country?from=2018&to=2022&against=2013..2017',
  '/measures/co-authorship?from=2018&to=2022&against=previous&view=co-authorship.table',
  '/difference?country=CN&from=2018&to=2022&against=2013..2017',
  '/measures/posts-by-country?body=itu-t',
  '/countries',
  '/groups/SG13',
  '/groups/ITU-D%20SG1',
  '/meetings',
  '/changes',
  '/letters',
  '/subscribe',
];

let product: Product;
let site: string;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  site = product.site;
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
}, 60_000);

async function open(
  path: string,
  options: Parameters<Browser['newContext']>[0] = {},
  status = 200,
): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const answer = await page.goto(site + path);
  expect(answer?.status(), path).toBe(status);
  return page;
}

describe('the dashboard in a real browser', () => {
  it.each(pages)(
    '%s meets WCAG 2.2 AA as axe checks it, and says nothing wrong on the console',
    async (path) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const wrong: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') wrong.push(message.text());
      });
      page.on('pageerror', (error) => wrong.push(error.message));
      await page.goto(site + path, { waitUntil: 'load' });
      await page.evaluate(axe);
      const violations = await page.evaluate(async () => {
        const { axe: checker } = window as unknown as {
          axe: {
            run(
              on: Document,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        };
        const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
        const found = await checker.run(document, { runOnly: { type: 'tag', values: tags } });
        return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      });
      expect(violations).toEqual([]);
      expect(wrong).toEqual([]);
      await context.close();
    },
  );

  it('runs no script that is not its own: not one that came into a page, nor one in a picture opened by itself', async () => {
    const page = await open('/ietf');
    const refused: string[] = [];
    page.on('console', (message) => refused.push(message.text()));
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.strange = true';
      document.body.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="/no-such-picture" onerror="window.strange = true">';
      document.body.append(image);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return 'strange' in window;
    });
    expect(ran).toBe(false);
    expect(refused.filter((words) => words.includes('Content Security Policy'))).not.toEqual([]);
    await page.context().close();
    const picture = await fetch(`${site}/charts/authorship-by-country.svg`);
    expect(picture.headers.get('content-security-policy')).toMatch(/default-src 'none'.*; sandbox$/);
  });

  it('gives every answer a nonce of its own, and lets no client choose it', async () => {
    const chosen = { 'content-security-policy': "script-src 'nonce-chosen'" };
    const nonces = new Set<string>();
    for (const path of ['/', '/', '/measures', '/no-such-page']) {
      const answer = await fetch(site + path, { headers: chosen });
      const policy = answer.headers.get('content-security-policy') ?? '';
      for (const part of ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'"])
        expect(policy).toContain(part);
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      nonces.add(nonce);
      const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length, path).toBeGreaterThan(0);
      for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(4);
    expect(nonces).not.toContain('chosen');
  });

  it.each(['/manage', '/confirm', '/unsubscribe'])(
    'tells nobody the address of %s, where the token of a reader stands, and lets nobody keep it',
    async (path) => {
      const answer = await fetch(`${site}${path}?token=x`, { redirect: 'manual' });
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('cache-control')).toContain('no-store');
    },
  );

  it.each(pages)('%s fits a screen of 320 pixels: nothing but tables scrolls sideways', async (path) => {
    const page = await open(path, { viewport: { width: 320, height: 700 } });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it.each([...pages, '/documents/ITU-T%20H.725%20(06%2F2024)', '/documents/R19-WP5D-C-1078', '/evidence/1'])(
    '%s has no link that leads nowhere by itself, and no wrong plural or unparted thousands',
    async (path) => {
      const html = await fetch(site + path).then((answer) => answer.text());
      const shown = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
      const hrefs = [...shown.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href]) => href ?? '');
      expect(hrefs.filter((href) => !/^(?:\/|#|\?|https?:|mailto:)/.test(href))).toEqual([]);
      const words = shown.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
      const nouns =
        'posts|others|rows|documents|RFCs|contributions|records|meetings|organisations|steps|changes';
      expect(words.match(new RegExp(`.{20}(?<![\\d.,–-])\\b(?:1|\\d{4,}) (?:${nouns})\\b`, 'g'))).toBeNull();
      expect(words).not.toMatch(/[^.]\.\.(?: |$)/);
    },
  );

  it('shows the ITU on the home page in a panel of its own: what was announced, where no list has been read', async () => {
    const html = await fetch(site).then((answer) => answer.text());
    const panel = html.slice(html.indexOf('id="itu-announced"'), html.indexOf('Where to go next'));
    expect(panel).toContain('How many contributions does the ITU-T say it receives?');
    expect(panel).toMatch(/SG13<\/a>, .*March 2025/);
    expect(panel).toContain('npm run scrape -- itu-contributions');
  });

  it('answers without JavaScript: the chart’s numbers stand as a table', async () => {
    const page = await open('/ietf', { javaScriptEnabled: false });
    const table = page.locator('#authorship-by-country table').first();
    expect(await table.isVisible()).toBe(true);
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(30);
    expect(await table.locator('thead').textContent()).toMatch(/unknown/i);
    await page.context().close();
  });

  it.each(['/countries/DE', '/organisations/cisco'])(
    'has the numbers of every chart on %s as a table without JavaScript',
    async (path) => {
      const page = await open(path, { javaScriptEnabled: false });
      const charts = await page.locator('figure.chart').count();
      expect(charts).toBeGreaterThan(0);
      const tables = page.locator('caption', { hasText: 'as the chart draws them' });
      expect(await tables.count()).toBe(charts);
      expect(await tables.first().isVisible()).toBe(true);
      await page.context().close();
    },
  );

  it('carries the numbers of a chart once, and not again in the script that wakes the page', async () => {
    const html = await fetch(`${site}/ietf`).then((answer) => answer.text());
    expect(html.split('<figure').length - 1).toBe(4);
    expect(html.split('as the chart draws them').length - 1).toBe(4);
  });

  it('says first what cannot be seen at the ITU: how much, and why', async () => {
    const page = await open('/itu', { viewport: { width: 1280, height: 800 } });
    const told = page.locator('.warn').first();
    expect(await told.textContent()).toMatch(
      /Of [\d,]+ documents .* [\d,]+ \(\d+ %\) were announced for meetings whose list was not read here/,
    );
    expect(await told.textContent()).toContain('member login');
    const box = await told.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(800);
    await page.context().close();
  });

  it('shows without JavaScript whom the ITU elected with how many votes, and a sample of chairs whose totals are its rows', async () => {
    const page = await open('/itu', { javaScriptEnabled: false });
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('Doreen Bogdan-Martin, United States, 2023–2026; 139 of 172 votes at PP-22');
    expect(text).toContain('Yoshio Utsumi, Japan, 1999–2006; 85 of 146 votes at PP-98');
    expect(text).toContain('Chairs and vice-chairs, a sample');
    const [, terms, votes] = /All (\d+) terms and (\d+) results of voting/.exec(text) ?? [];
    const totals = await page
      .locator('a[href^="/itu/chairs#"]')
      .evaluateAll((links) =>
        links.map((link) => [link.getAttribute('href')?.split('#')[1], link.textContent] as const),
      );
    expect(totals.length).toBeGreaterThan(5);
    await page.goto(`${site}/itu/elected`);
    const tables = page.locator('table');
    expect(String(await tables.nth(0).locator('tbody tr').count())).toBe(terms);
    expect(String(await tables.nth(1).locator('tbody tr').count())).toBe(votes);
    await page.goto(`${site}/itu/chairs`);
    for (const [id, total] of totals)
      expect(String(await page.locator(`[id="${id}"] tbody tr`).count()), id).toBe(total);
    await page.context().close();
  });

  it('opens from a number exactly its documents, with weights that add up to it', async () => {
    const page = await open('/ietf?view=authorship-by-country.table&by=all&from=2020&to=2020');
    const row = page.locator('#authorship-by-country tbody tr', { hasText: 'Germany' });
    const value = await row.locator('td').nth(2).textContent();
    const documents = await row.locator('a').textContent();
    await row.locator('a').click();
    await page.waitForURL('**/documents?**');
    expect(await page.locator('h1').textContent()).toBe(`${documents} documents`);
    expect(await page.locator('main strong').first().textContent()).toBe(value);
    await page.context().close();
  });

  it('opens from the number of a pair, of one alone and of nobody known exactly its documents', async () => {
    const page = await open('/measures/co-authorship?view=co-authorship.table&by=all&of=country&from=2018');
    const table = page.locator('#co-authorship tbody');
    for (const row of ['United Kingdom and United States', 'One country alone', 'Unknown: no country']) {
      const link = table.locator('tr', { hasText: row }).locator('a');
      const documents = await link.textContent();
      const opened = await open(
        new URL((await link.getAttribute('href')) ?? '', site).href.slice(site.length),
      );
      expect(await opened.locator('h1').textContent(), row).toBe(`${documents} documents`);
      await opened.context().close();
    }
    await page.context().close();
  });

  it('draws who writes with whom as a matrix, each number of which opens its documents', async () => {
    const page = await open('/measures/co-authorship?by=all&of=country&from=2018');
    const matrix = page.locator('#co-authorship .matrix');
    const cell = matrix.getByTitle('United Kingdom and United States', { exact: true });
    const count = await cell.textContent();
    expect(await matrix.getByTitle('United States and United Kingdom', { exact: true }).textContent()).toBe(
      count,
    );
    await cell.click();
    await page.waitForURL('**/documents?**');
    expect(await page.locator('h1').textContent()).toBe(`${count} documents`);
    await page.context().close();
  });

  it('leads from a figure to two spans side by side, from there to what a difference rests on, and to its rows', async () => {
    const page = await open('/ietf');
    const compare = page.locator('#authorship-by-country a', { hasText: /^\d{4}–\d{4} with \d{4}–\d{4}$/ });
    await compare.click();
    await page.waitForURL('**against=**');
    const china = page.locator('#authorship-by-country li', { hasText: 'China' });
    const values = await china.locator('.track a').allTextContents();
    await china.locator('a', { hasText: 'points' }).click();
    await page.waitForURL('**/difference?**');
    expect(await page.locator('h1').textContent()).toContain('China');
    expect(await page.locator('.lede').textContent()).toMatch(/every rule and every counting|It depends on/);
    const row = page.locator('tbody tr', { hasText: 'declared' }).filter({ hasText: 'fractional' });
    const links = row.locator('a');
    expect([await links.nth(1).textContent(), await links.nth(0).textContent()]).toEqual(values);
    await links.nth(1).click();
    await page.waitForURL('**/documents?**');
    expect(await page.locator('main strong').first().textContent()).toBe(values[0]);
    await page.context().close();
  });

  it('opens who is in “others” and what is in “unknown” of a figure', async () => {
    const page = await open('/ietf?from=2018');
    const figure = page.locator('#authorship-by-organisation');
    expect(await figure.locator('a', { hasText: '“others”' }).getAttribute('href')).toContain(
      'view=authorship-by-organisation.table',
    );
    await figure.locator('a', { hasText: '“unknown”' }).click();
    await page.waitForURL('**organisation=unknown**');
    const first = page.locator('[aria-labelledby="printed"] tbody tr').first();
    const [documents, value] = [
      await first.locator('a').textContent(),
      await first.locator('td').nth(2).textContent(),
    ];
    await first.locator('a').click();
    await page.waitForURL('**printed=**');
    expect(await page.locator('h1').textContent()).toBe(`${documents} documents`);
    expect(await page.locator('main strong').first().textContent()).toBe(value);
    await page.context().close();
  });

  it('works by keyboard: tabs of a figure are reached and opened with the keys alone', async () => {
    const page = await open('/ietf');
    const tab = page.locator('#authorship-by-country .tabs a', { hasText: 'Table' });
    for (let pressed = 0; pressed < 60; pressed++) {
      await page.keyboard.press('Tab');
      if (await tab.evaluate((element) => element === document.activeElement)) break;
    }
    await page.keyboard.press('Enter');
    await page.waitForURL('**view=authorship-by-country.table**');
    expect(await page.locator('#authorship-by-country table').isVisible()).toBe(true);
    await page.context().close();
  });

  it.each(metrics.map(({ id }) => id))(
    'shows %s so that its chart is read by the arrow keys, and as a table with every row (T18)',
    async (id) => {
      const page = await open(`/measures/${id}`);
      // Bars are a list in words; what is drawn over time is read period by period.
      if (await page.locator('figure.chart').count()) {
        await page.locator('figure.chart [tabindex="0"]').first().focus();
        await page.keyboard.press('ArrowRight');
        await expect
          .poll(() => page.locator('figure.chart .recharts-tooltip-wrapper').first().textContent())
          .toMatch(/\d/);
      }
      await page.locator('.tabs a', { hasText: 'Table' }).click();
      await page.waitForURL(`**view=${id}.table**`);
      const { rows } = (await (await fetch(`${site}/api/v1/metrics/${id}`)).json()) as { rows: unknown[] };
      // Of those who write together a second table tells who they are.
      const table = page.locator(`#${id} table`).first();
      await expect
        .poll(() => table.locator('tbody tr').count(), { timeout: 20_000 })
        .toBe(Math.min(rows.length, 1500));
      expect(await table.locator('thead th').count()).toBeGreaterThan(3);
      await page.context().close();
    },
  );

  it('freezes a figure that stays the same bytes and can be cited', async () => {
    const page = await open('/ietf?from=2020&to=2020&by=all');
    await page.locator('#authorship-by-country button', { hasText: 'Cite' }).click();
    await page.waitForURL('**/figures/**');
    const hash = page.url().split('/').at(-1);
    const twice = await Promise.all(
      [0, 1].map(() => fetch(`${site}/api/v1/figures/${hash}`).then((one) => one.text())),
    );
    expect(twice[0]).toBe(twice[1]);
    expect(await page.locator('main').textContent()).toContain('frozen figure');
    await page.context().close();
  });

  it('draws a figure as a picture that carries its rule, n, unknown share and date', async () => {
    const svg = await fetch(`${site}/charts/authorship-by-country.svg?from=2010`).then((answer) =>
      answer.text(),
    );
    for (const words of [
      'declared',
      'n = ',
      'unknown',
      'data as of',
      '/measures/authorship-by-country?from=2010',
    ])
      expect(svg).toContain(words);
    const png = await fetch(`${site}/charts/authorship-by-country.png?from=2010`);
    expect(png.headers.get('content-type')).toBe('image/png');
    expect((await png.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
  });

  it('never shows a part as the whole: a figure filtered to one country keeps its share of all, and the unknown', async () => {
    const page = await open('/ietf?country=DE&from=2020&to=2020');
    const answer = (await page.locator('#authorship-by-country .answer').textContent()) ?? '';
    const { rows, total } = (await fetch(
      `${site}/api/v1/metrics/authorship-by-country?from=2020&to=2020`,
    ).then((one) => one.json())) as { rows: { key: string | null; value: number }[]; total: number };
    const share = (key: string | null) => ((rows.find((row) => row.key === key)?.value ?? 0) / total) * 100;
    const said = [...answer.matchAll(/([\d.]+) %/g)].map((found) => Number(found[1]));
    // The unknown comes first where it is the larger.
    expect(said[0]).toBeCloseTo(share(null), 0);
    expect(said[1]).toBeCloseTo(share('DE'), 0);
    expect(answer).toContain('Germany had at least');
    expect(share(null)).toBeGreaterThan(1);
    await page.context().close();
  });

  it('marks on the axis the day a member left a bloc, on the page and in the picture', async () => {
    const page = await open('/measures/authorship-by-bloc?show=eu&from=2015');
    expect(await page.locator('.marks').textContent()).toContain(
      'United Kingdom leaves European Union, 1 February 2020',
    );
    const svg = await fetch(`${site}/charts/authorship-by-bloc.svg?show=eu&from=2015`);
    expect(await svg.text()).toContain('United Kingdom leaves European Union');
    await page.context().close();
  });

  it('asks a measure by its form, and keeps the answer in the address', async () => {
    const page = await open('/measures/authorship-by-country');
    await page.locator('input[name=group]').fill('quic');
    await page.locator('input[name=show]').fill('SE,CH');
    await page.locator('.filters button').click();
    await page.waitForURL('**group=quic**');
    expect(await page.locator('.subtitle').textContent()).toContain('only group quic');
    await page.context().close();
  });

  it('names inside a picture what it is restricted to', async () => {
    const address = `${site}/charts/authorship-by-organisation.svg?group=quic&from=2015&by=all`;
    const svg = await fetch(address).then((answer) => answer.text());
    expect(svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).toContain(
      'only group quic, 1 January 2015 to today',
    );
  });

  it('says which parameter of an address is wrong, and what it can be', async () => {
    const page = await open('/ietf?rulez=declared', {}, 400);
    expect(await page.locator('main').textContent()).toContain('parameter rulez');
    await page.context().close();
  });

  it.each([
    ['/ietf?country=XX', '/countries'],
    ['/ietf?organisation=nope', '/organisations'],
    ['/?group=nope', '/groups'],
    ['/countries/DE?group=nope', '/groups'],
    ['/documents?group=nope', '/groups'],
    ['/leadership?group=nope', '/groups'],
    ['/changes?group=nope', '/groups'],
    ['/organisations?country=XX', '/countries'],
    ['/measures/attendance-by-country?meeting=ietf-0', '/meetings'],
  ])('says of %s that nobody has that id, and where the ids are, instead of a zero', async (path, list) => {
    const page = await open(path, {}, 400);
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toContain('This address cannot be read');
    expect(text).toContain(/=(.*)$/.exec(path)?.[1]);
    expect(await page.locator(`main a[href="${list}"]`).count()).toBe(1);
    await page.context().close();
  });

  it.each(['/ietf?bloc=nope', '/measures/authorship-by-country?show=XX', '/groups?body=ieee'])(
    'lists for %s what it can be',
    async (path) => {
      const page = await open(path, {}, 400);
      expect(await page.locator('main').textContent()).toMatch(
        /cannot be read.*it can be (?:one of .*, |an ISO)/s,
      );
      await page.context().close();
    },
  );

  it('answers many at once each with its own status', async () => {
    const asked = [
      '/changes?group=nope',
      '/countries',
      '/documents/nope',
      '/sources',
      '/ietf?by=nope',
      '/changes',
    ];
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => asked)
        .flat()
        .map(async (path) => (await fetch(site + path)).status),
    );
    expect(answers).toEqual(Array.from({ length: 5 }, () => [400, 200, 404, 200, 400, 200]).flat());
  });

  it.each([
    '/nowhere',
    '/documents/rfc99999999',
    '/documents/%00',
    '/countries/XX',
    '/organisations/nope',
    '/groups/nope',
    '/meetings/nope',
    '/people/99999999',
    '/proposals/nope',
    '/measures/nope',
    '/evidence/nope',
    '/figures/nope',
    '/letters/2020-W99',
  ])('says of %s without JavaScript, with the status 404, that there is nothing', async (path) => {
    const page = await open(path, { javaScriptEnabled: false }, 404);
    expect(await page.locator('main h1').textContent()).toBe('There is nothing at this address');
    expect(await page.locator('main a[href="/search"]').isVisible()).toBe(true);
    expect(await page.locator('meta[name="robots"][content="noindex"]').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  it.each([
    '/documents/%E0%A4%A',
    '/groups/%ff',
    '/people/%',
    '/api/v1/documents/%E0%A4%A',
    '/feed.atom/%c3',
  ])('answers %s, which is no text, with not found and not with a failure', async (path) => {
    const answer = await fetch(site + path);
    expect(answer.status).toBe(404);
    if (path.startsWith('/api/')) expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });
});
