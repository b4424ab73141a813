import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import nodemailer from 'nodemailer';
import type { MailSettings } from '#lib/env.ts';
import { Unexpected } from '#lib/unexpected.ts';
import type { Outcome } from '#prisma/deliveries.ts';
import { type Rendered, standalone } from './render.tsx';

/** One mail to one reader. `id` is unique for ever and names the file in the outbox: never an address. */
export interface Mail extends Rendered {
  id: string;
  to: string;
  /** Where one click unsubscribes (RFC 8058); null for a mail that answers a request. */
  unsubscribe: string | null;
}

/** `why`: what kept the mail on this machine, in words without the address. */
export type Handed =
  | Exclude<Outcome, { state: 'again' }>
  | { state: 'again'; reply: number | null; why?: string };

/** A mail made whole. Calling it hands it over, and never throws for what a server or the disk says or fails to say. */
export type Sealed = () => Promise<Handed>;

export interface Carrier {
  /** Makes the whole message; where that throws, nothing has left. */
  seal(mail: Mail): Promise<Sealed>;
  close(): void;
}

/** Seals one mail and hands it over. */
export const sendMail = async (carrier: Carrier, mail: Mail): Promise<Handed> => (await carrier.seal(mail))();

export interface CarrierTimes {
  connectionTimeout?: number;
  greetingTimeout?: number;
  socketTimeout?: number;
}

export const connections = 4;

/**
 * SMTP where SMTP_URL is set, else the outbox under `dataDir`: nothing leaves the machine.
 * @throws Unexpected when the DKIM key cannot be read
 */
export async function openCarrier(
  mail: MailSettings,
  dataDir: string,
  times: CarrierTimes = {},
): Promise<Carrier> {
  const compile = await compiler(mail);
  return mail.smtpUrl ? smtp(mail.smtpUrl, mail, compile, times) : outbox(join(dataDir, 'outbox'), compile);
}

type Compile = (mail: Mail) => Promise<Buffer>;

/** The whole message as it is handed over: headers, both forms, pictures, signature. */
export async function compiler({ from, dkim }: MailSettings): Promise<Compile> {
  const domain = domainOf(from);
  const composer = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...(dkim
      ? {
          dkim: {
            domainName: dkim.domain,
            keySelector: dkim.selector,
            privateKey: await keyOf(dkim.keyFile),
          },
        }
      : {}),
  });
  return async (mail) => {
    const { message } = await composer.sendMail({
      from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@${domain}>`,
      date: new Date(),
      headers: {
        'List-Id': `The Monday letter of Rapporteur <letter.${domain}>`,
        'Auto-Submitted': 'auto-generated',
        ...(mail.unsubscribe
          ? {
              'List-Unsubscribe': { prepared: true, foldLines: false, value: `<${mail.unsubscribe}>` },
              'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
            }
          : {}),
      },
      attachments: mail.pictures.map((picture) => ({
        ...picture,
        contentType: 'image/png',
        contentDisposition: 'inline' as const,
      })),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return message as Buffer;
  };
}

const domainOf = (from: string) => /@([^\s<>@"]+)>?$/.exec(from)?.[1]?.toLowerCase() ?? 'localhost';

async function keyOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (!text.includes('PRIVATE KEY'))
    throw new Unexpected('DKIM_KEY_FILE', file, 'a readable PEM file with a private key');
  return text;
}

function outbox(directory: string, compile: Compile): Carrier {
  return {
    seal: async (mail) => {
      const forms = { eml: await compile(mail), html: standalone(mail), txt: mail.text };
      return async () => {
        try {
          await mkdir(directory, { recursive: true, mode: 0o700 });
          for (const [form, content] of Object.entries(forms))
            await writeFile(join(directory, `${mail.id}.${form}`), content, { mode: 0o600 });
          return { state: 'sent', doubt: false };
        } catch (error) {
          return { state: 'again', reply: null, why: (error as Error).message };
        }
      };
    },
    close: () => {},
  };
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
}

function smtp(url: string, { from }: MailSettings, compile: Compile, times: CarrierTimes): Carrier {
  const { hostname, searchParams } = new URL(url);
  const isHere = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  const transport = nodemailer.createTransport({
    pool: true,
    url,
    maxConnections: connections,
    maxMessages: 200,
    // The pool would hand a message over again when the connection breaks, even after the server took it.
    maxRequeues: 0,
    requireTLS: !isHere || searchParams.get('requireTLS') === 'true',
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    ...times,
  } as Parameters<typeof nodemailer.createTransport>[0]);
  const begun = new WeakSet<Buffer>();
  // The message is read only once the server has said 354: from then on it may have it.
  transport.use('stream', (mail, done) => {
    const bytes = mail.data.raw as Buffer;
    mail.message.createReadStream = () => Readable.from(once(bytes, begun), { objectMode: false }) as never;
    done();
  });
  return {
    seal: async (mail) => {
      const raw = await compile(mail);
      return async () => {
        try {
          await transport.sendMail({ envelope: { from, to: mail.to }, raw });
          return { state: 'sent', doubt: false };
        } catch (error) {
          return outcomeOf(error as SmtpError, begun.has(raw));
        }
      };
    },
    close: () => transport.close(),
  };
}

function* once(bytes: Buffer, begun: WeakSet<Buffer>): Generator<Buffer> {
  begun.add(bytes);
  yield bytes;
}

/**
 * A refusal of the recipient for good is a bounce; of us (login, sender, connection) it is to be tried again. No answer
 * after the message went over is a doubt, and falls on the side of sent.
 */
export function outcomeOf({ code, command, responseCode }: SmtpError, hadMessage: boolean): Handed {
  if (responseCode === undefined) {
    const isBroken = code === 'ETIMEDOUT' || code === 'ECONNECTION' || code === 'ESOCKET';
    if (isBroken) return hadMessage ? { state: 'sent', doubt: true } : { state: 'again', reply: null };
    return { state: 'failed', reply: null };
  }
  const isForGood = responseCode >= 500 && responseCode < 600;
  if (!isForGood) return { state: 'again', reply: responseCode };
  if (command === 'RCPT TO') return { state: 'bounced', reply: responseCode };
  // 552 and 554 after DATA: this message is not wanted; another one may be.
  if (command === 'DATA') return { state: 'failed', reply: responseCode };
  return { state: 'again', reply: responseCode };
}
