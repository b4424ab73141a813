import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '#digest/address.ts';
import { deliver } from '#digest/deliver.ts';
import { type CarrierTimes, type Mail, openCarrier, sendMail } from '#digest/send.ts';
import { type MailSettings, settings } from '#lib/env.ts';
import { parseWeek } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import { freePort } from '#prisma/port.ts';
import { freshDatabase } from '../database.ts';
import { type MailServer, type MailServerOptions, startMailServer } from '../mail-server.ts';

let store: Store;
const dir = mkdtempSync(join(tmpdir(), 'rapporteur-mail-'));
const servers: MailServer[] = [];
beforeAll(async () => {
  store = await freshDatabase();
});
beforeEach(async () => {
  await store.pool.query('truncate subscriber, letter cascade');
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await store.close();
});

async function serve(options: MailServerOptions = {}): Promise<MailServer> {
  const server = await startMailServer({ keep: true, ...options });
  servers.push(server);
  return server;
}
const from = 'Rapporteur <letter@rapporteur.example>';
const mailSettings = (port: number, query = ''): MailSettings => ({
  ...settings().mail,
  smtpUrl: `smtp://127.0.0.1:${port}${query}`,
  from,
});
const mail = (given: Partial<Mail> = {}): Mail => ({
  id: '2020-W47.1',
  to: 'ann@example.org',
  subject: 'A quiet week',
  html: '<p>Nothing happened.</p>',
  text: 'Nothing happened.\n',
  pictures: [],
  unsubscribe: 'https://rapporteur.example/unsubscribe?token=T',
  ...given,
});

async function subscribe(...addresses: string[]): Promise<void> {
  for (const address of addresses) {
    const { id } = await store.prisma.subscriber.create({
      data: {
        address,
        mailbox: address,
        state: 'active',
        timezone: 'UTC',
        quiet: 'every',
        confirmedAt: new Date(),
      },
    });
    await store.prisma.follow.create({ data: { subscriberId: id, kind: 'general', subject: '' } });
  }
}
const common = {
  week: parseWeek('2020-W47'),
  timezones: null,
  site: 'https://rapporteur.example',
  rate: 1000,
  backoff: () => 0.3,
  patience: 1,
};

/** One run of the letter of a week, waiting at most a second for what is to be tried again. */
async function run(port: number, times: CarrierTimes = {}) {
  const carrier = await openCarrier(mailSettings(port), dir, times);
  try {
    return await deliver(store, { ...common, carrier });
  } finally {
    carrier.close();
  }
}

describe('a mail server', () => {
  it('that cannot be reached costs no letter: all stay queued, without an attempt, and go when it answers', async () => {
    const addresses = Array.from({ length: 20 }, (_, at) => `reader${at}@example.org`);
    await subscribe(...addresses);
    expect(await run(await freePort())).toMatchObject({ queued: 20, sent: 0, failed: 0 });
    expect(await store.prisma.delivery.count({ where: { attempts: 0 } })).toBe(20);
    const server = await serve();
    expect(await run(server.port)).toMatchObject({ queued: 0, sent: 20, doubt: 0 });
    expect(server.taken.map(({ to }) => to).sort()).toEqual(addresses.sort());
  });

  it('that is slower to answer than we wait has the letter, in doubt, and is not given it again', async () => {
    await subscribe('ann@example.org');
    const server = await serve({ answerAfterMs: 1500 });
    expect(await run(server.port, { socketTimeout: 500 })).toMatchObject({ sent: 1, doubt: 1, queued: 0 });
    expect(await run(server.port)).toMatchObject({ sent: 1, doubt: 1, queued: 0 });
    expect(server.taken).toHaveLength(1);
  });

  it('that refuses for a while gets the same Message-ID again; addresses with plus and apostrophe reach it whole', async () => {
    await subscribe('later+rfc@example.org', parseAddress('"o\'hara"@Example.org').address);
    const server = await serve();
    expect(await run(server.port)).toMatchObject({ sent: 2, queued: 0 });
    expect(server.taken.map(({ to }) => to).sort()).toEqual(['later+rfc@example.org', "o'hara@example.org"]);
    for (const { id, subscriberId } of await store.prisma.delivery.findMany()) {
      const { address } = await store.prisma.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
      const taken = server.taken.find(({ to }) => to === address);
      const parsed = await simpleParser(taken?.message ?? '');
      expect(parsed.messageId).toBe(`<2020-W47.${id}@rapporteur.example>`);
      expect([parsed.to].flat()[0]?.value[0]?.address).toBe(address);
    }
  });

  it('is given nothing in the clear where STARTTLS is asked for, and nothing under a certificate nobody signed', async () => {
    const [plain, secure] = [await serve(), await serve({ tls: true })];
    const hand = async (port: number, query: string) => {
      const carrier = await openCarrier(mailSettings(port, query), dir);
      const { state } = await sendMail(carrier, mail());
      carrier.close();
      return state;
    };
    expect(await hand(plain.port, '?requireTLS=true')).not.toBe('sent');
    expect(await hand(secure.port, '?requireTLS=true')).not.toBe('sent');
    expect([...plain.taken, ...secure.taken]).toEqual([]);
    expect(await hand(secure.port, '?requireTLS=true&tls.rejectUnauthorized=false')).toBe('sent');
    expect(secure.taken.map((one) => one.secure)).toEqual([true]);
  });
});

describe('a letter that cannot be made', () => {
  it('is said without its address and stays in the queue, while all others go and nobody is in doubt', async () => {
    await subscribe(...Array.from({ length: 12 }, (_, at) => `reader${at}@example.org`));
    const server = await serve({ answerAfterMs: 100 });
    const said: string[] = [];
    const carrier = await openCarrier(mailSettings(server.port), dir);
    const send = (isBroken: boolean) =>
      deliver(store, {
        ...common,
        carrier: {
          ...carrier,
          seal: async (given) => {
            if (isBroken && given.to.startsWith('reader3@'))
              throw new TypeError(`no such picture for ${given.to}`);
            return carrier.seal(given);
          },
        },
        onTrouble: (words) => said.push(words),
      });
    expect(await send(true)).toMatchObject({ sent: 11, queued: 1, failed: 0, doubt: 0 });
    expect(server.taken).toHaveLength(11);
    expect(said[0]).toMatch(
      /^Letter 2020-W47\.\d+ could not be made: TypeError: no such picture for the address$/,
    );
    expect(await store.prisma.delivery.findFirst({ where: { state: 'queued' } })).toMatchObject({
      attempts: 0,
    });
    expect(await send(false)).toMatchObject({ sent: 12, queued: 0, doubt: 0 });
    carrier.close();
    expect(new Set(server.taken.map(({ to }) => to)).size).toBe(12);
  });

  it('because the outbox cannot be written is no letter sent: it goes when there is room again', async () => {
    await subscribe(...Array.from({ length: 12 }, (_, at) => `reader${at}@example.org`));
    const data = mkdtempSync(join(dir, 'full-'));
    const place = join(data, 'outbox');
    // A file where the directory should be stands for a disk that takes nothing more.
    writeFileSync(place, '');
    const said: string[] = [];
    const send = async () => {
      const carrier = await openCarrier({ ...settings().mail, smtpUrl: null, from }, data);
      return deliver(store, { ...common, carrier, onTrouble: (words) => said.push(words) });
    };
    expect(await send()).toMatchObject({ sent: 0, queued: 12, doubt: 0 });
    expect(await store.prisma.delivery.count({ where: { attempts: 0, state: 'queued' } })).toBe(12);
    expect(said[0]).toMatch(/ is tried again: EEXIST/);
    rmSync(place);
    expect(await send()).toMatchObject({ sent: 12, queued: 0, doubt: 0 });
    expect(readdirSync(place).filter((name) => name.endsWith('.eml'))).toHaveLength(12);
  });
});

describe('a database that fails while letters go', () => {
  it('ends the sending only when no letter is under way, so that the next run calls none doubtful that the server has answered', async () => {
    await subscribe(...Array.from({ length: 12 }, (_, at) => `reader${at}@example.org`));
    const server = await serve({ answerAfterMs: 300 });
    const carrier = await openCarrier(mailSettings(server.port), dir);
    let begun = 0;
    const failing: Store = {
      ...store,
      query: (statement) =>
        /set state = 'sending'/.test(statement.text) && ++begun === 3
          ? Promise.reject(new Error('the connection broke'))
          : store.query(statement),
    };
    await expect(deliver(failing, { ...common, carrier })).rejects.toThrow('the connection broke');
    const under = await store.prisma.delivery.count({ where: { state: 'sending' } });
    expect(under).toBe(0);
    expect(await deliver(store, { ...common, carrier })).toMatchObject({ sent: 12, doubt: 0, queued: 0 });
    carrier.close();
    expect(server.taken).toHaveLength(12);
  });
});

describe('a mail', () => {
  it('carries what one click needs, both forms, its picture inside, and no header of a hostile title', async () => {
    const server = await serve();
    const carrier = await openCarrier(mailSettings(server.port), dir);
    const title = 'RFC 1: <script>\r\nBcc: all@example.org\r\n\r\nx \u202Eevil';
    const content = Buffer.from('iVBORw0KGgo=', 'base64');
    const html = '<p>Nothing happened.</p><img src="cid:chart-0@rapporteur" alt="A chart">';
    await sendMail(
      carrier,
      mail({
        subject: title,
        html,
        pictures: [{ cid: 'chart-0@rapporteur', content, filename: 'chart-0.png' }],
      }),
    );
    carrier.close();
    const parsed = await simpleParser(server.taken[0]?.message ?? '');
    const header = (key: string) =>
      parsed.headerLines.find((one) => one.key === key)?.line.replace(/\r\n\s+/g, ' ');
    expect(server.taken.map(({ to }) => to)).toEqual(['ann@example.org']);
    expect(parsed.bcc).toBeUndefined();
    expect(header('list-unsubscribe')).toBe(
      'List-Unsubscribe: <https://rapporteur.example/unsubscribe?token=T>',
    );
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(header('list-id')).toContain('<letter.rapporteur.example>');
    expect(header('auto-submitted')).toBe('Auto-Submitted: auto-generated');
    expect(header('content-type')).toMatch(/multipart\/(alternative|related)/);
    expect(Math.abs((parsed.date?.getTime() ?? 0) - Date.now())).toBeLessThan(3_600_000);
    expect(parsed.text?.trim()).toBe('Nothing happened.');
    expect(parsed.html).toContain('data:image/png;base64,iVBORw0KGgo=');
  });

  it('is signed by DKIM so that a stranger with the public key can check it, the unsubscribing headers too', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keyFile = join(dir, 'dkim.pem');
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const outbox = mkdtempSync(join(dir, 'outbox-'));
    const dkim = { domain: 'rapporteur.example', selector: 'monday', keyFile };
    const carrier = await openCarrier({ ...settings().mail, smtpUrl: null, from, dkim }, outbox);
    await sendMail(carrier, mail());
    carrier.close();
    const names = readdirSync(join(outbox, 'outbox'));
    expect(names.sort()).toEqual(['2020-W47.1.eml', '2020-W47.1.html', '2020-W47.1.txt']);

    const [head = '', ...rest] = readFileSync(join(outbox, 'outbox', '2020-W47.1.eml'), 'latin1').split(
      '\r\n\r\n',
    );
    const body = rest.join('\r\n\r\n');
    const fields = head.split(/\r\n(?![ \t])/).map((field) => {
      const [name = '', ...value] = field.split(':');
      return { name: name.trim().toLowerCase(), value: value.join(':').replace(/\s+/g, ' ').trim() };
    });
    const signature = fields.find(({ name }) => name === 'dkim-signature')?.value ?? '';
    const tag = (name: string) =>
      new RegExp(`(?:^|; ?)${name}=([^;]*)`).exec(signature)?.[1]?.replace(/ /g, '') ?? '';
    expect([tag('d'), tag('s'), tag('c')]).toEqual(['rapporteur.example', 'monday', 'relaxed/relaxed']);
    const signed = tag('h').toLowerCase().split(':');
    for (const name of [
      'from',
      'to',
      'subject',
      'date',
      'message-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
    ])
      expect(signed).toContain(name);
    const relaxed = body
      .split('\r\n')
      .map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''))
      .join('\r\n')
      .replace(/(\r\n)*$/, '\r\n');
    expect(createHash('sha256').update(relaxed, 'latin1').digest('base64')).toBe(tag('bh'));
    const covered = [
      ...signed.map((name) => `${name}:${fields.find((field) => field.name === name)?.value}\r\n`),
      `dkim-signature:${signature.replace(/(\bb=)[^;]*/, '$1').trim()}`,
    ].join('');
    const key = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' }));
    expect(verify('sha256', Buffer.from(covered, 'latin1'), key, Buffer.from(tag('b'), 'base64'))).toBe(true);
  });
});
