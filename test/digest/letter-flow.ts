import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Store } from '#prisma/client.ts';
import { openBrowser } from '../browser.ts';
import { freshDatabase } from '../database.ts';
import { type MailServer, startMailServer } from '../mail-server.ts';
import { type Product, startProduct } from '../product.ts';

/** A product with a real mail server and a real browser before it. */
export interface Stage {
  store: Store;
  server: MailServer;
  product: Product;
  browser: Browser;
  /** The mail after so many, as a mail program reads it; none may have come beside them. */
  mail(count: number): Promise<ParsedMail>;
  /** `npm run digest` with these flags; what it said. */
  digest(...flags: string[]): Promise<string>;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [store, server, browser] = await Promise.all([
    freshDatabase(),
    startMailServer({ keep: true }),
    openBrowser(),
  ]);
  const mailEnv = {
    DATABASE_URL: store.url,
    SMTP_URL: `smtp://127.0.0.1:${server.port}`,
    MAIL_FROM: 'Rapporteur <letter@rapporteur.example>',
  };
  const product = await startProduct(mailEnv);
  return {
    store,
    server,
    product,
    browser,
    mail: async (count) => {
      await vi.waitUntil(() => server.taken.length >= count, { timeout: 20_000 });
      expect(server.taken).toHaveLength(count);
      return simpleParser(server.taken[count - 1]?.message ?? Buffer.alloc(0));
    },
    digest: (...flags) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, ['--import', 'tsx', join('digest', 'main.ts'), ...flags], {
          env: { ...process.env, ...mailEnv, DATA_DIR: product.home, PUBLIC_URL: product.site },
        });
        let said = '';
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
        child.once('close', (code) =>
          code === 0 ? resolve(said) : reject(new Error(`exit ${code}: ${said}`)),
        );
      }),
    close: async () => {
      await browser.close();
      await product.stop();
      await server.stop();
      await store.close();
    },
  };
}

/** Signs up for the general letter and one follow in the browser, and confirms with the link of the mail. */
export async function signUp(
  stage: Stage,
  [kind, subject]: [string, string],
  address: string,
): Promise<Page> {
  const { site } = stage.product;
  const page = await (await stage.browser.newContext()).newPage();
  await page.goto(`${site}/subscribe`);
  await page.locator('select[name=kind]').first().selectOption(kind);
  await page.getByLabel('named').first().fill(subject);
  await page.getByLabel('Time zone').fill('Europe/Stockholm');
  await page.getByRole('button', { name: 'Show what it would have sent' }).click();
  expect(await page.locator('main').textContent()).toMatch(
    /It would have sent \d+ items? in the last four weeks/,
  );
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'Send me the confirmation' }).click();
  await page.waitForURL('**/subscribe/asked');
  const asked = await stage.mail(1);
  const link = new RegExp(`${site}/confirm\\?token=[\\w-]+`).exec(asked.text ?? '')?.[0] ?? '';
  await page.goto(link);
  await page.getByRole('button', { name: 'Yes, send me the letter' }).click();
  await page.waitForURL('**/manage?**');
  expect(await page.getByRole('status').textContent()).toContain('Confirmed');
  return page;
}

export const hrefsOf = (letter: ParsedMail): string[] =>
  [...String(letter.html).matchAll(/<a [^>]*href="([^"]+)"/g)].map((found) =>
    (found[1] ?? '').replaceAll('&amp;', '&'),
  );

/** Opens every link of a letter that leads to the product, each of these kinds at least once; returns the others. */
export async function openLinks(
  stage: Stage,
  letter: ParsedMail,
  shows: readonly [RegExp, RegExp][],
): Promise<string[]> {
  const hrefs = hrefsOf(letter);
  const inText = [...(letter.text ?? '').matchAll(/https?:\/\/[^\s<>)]+/g)].map((found) => found[0]);
  expect([...new Set(inText)].sort()).toEqual([...new Set(hrefs)].sort());
  const opened = new Set<RegExp>();
  for (const href of hrefs.filter((one) => one.startsWith(stage.product.site))) {
    const found = shows.find(([address]) => address.test(href));
    if (!found) throw new Error(`a link the letter should not have: ${href}`);
    const answer = await fetch(href);
    expect(answer.status, href).toBe(200);
    const body = await answer.text();
    expect(body.replace(/<script[\s\S]*?<\/script>|<(?!feed)[^>]+>/g, ' '), href).toMatch(found[1]);
    opened.add(found[0]);
  }
  expect(opened.size).toBe(shows.length);
  return hrefs.filter((href) => !href.startsWith(stage.product.site));
}

/** The one click of RFC 8058: a POST without cookies to the address of the header. */
export async function leaveByOneClick(letter: ParsedMail): Promise<void> {
  expect(letter.headerLines.find(({ key }) => key === 'list-unsubscribe-post')?.line).toBe(
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  );
  const list = letter.headers.get('list') as { unsubscribe?: { url?: string } };
  const answer = await fetch(list.unsubscribe?.url ?? '', {
    method: 'POST',
    redirect: 'error',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(answer.status).toBe(200);
}
