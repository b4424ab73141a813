import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { endWith } from '#lib/command.ts';
import { type Settings, settings } from '#lib/env.ts';
import { lastWeek, parseWeek, type Week } from '#lib/week.ts';
import type { Store } from '#prisma/client.ts';
import { connect } from '#prisma/connect.ts';
import type { LedgerSums } from '#prisma/deliveries.ts';
import { parseAddress } from './address.ts';
import { unsubscribeUrl } from './blocks.ts';
import { deliver, personalised, weekLetter } from './deliver.ts';
import { standalone } from './render.tsx';
import { compiler, type Mail, openCarrier, sendMail } from './send.ts';

interface Flags {
  week?: string;
  to?: string;
  preview?: string;
  send?: boolean;
}

const program = new Command('digest')
  .description(
    'Composes the letter of a week. Without --send nothing goes to a subscriber. Exit: 0 all well, 1 letters left, 2 wrong usage.',
  )
  .option('--week <week>', 'an ISO week such as 2026-W47; the last whole one if not given')
  .option('--to <address>', 'the general letter to this one address, outside the ledger')
  .option('--preview <dir>', 'write letter.eml, letter.html and letter.txt of the general letter there')
  .option('--send', 'hand the letters over: by SMTP_URL, or to DATA_DIR/outbox without it')
  .exitOverride();

const say = (words: string) => process.stdout.write(`${words}\n`);

async function main(): Promise<number> {
  let flags: Flags;
  let week: Week;
  let to: string | null;
  let given: Settings;
  try {
    program.parse();
    flags = program.opts<Flags>();
    if (flags.preview && (flags.to || flags.send))
      throw new Error('--preview goes with neither --to nor --send');
    week = flags.week ? parseWeek(flags.week) : lastWeek(new Date());
    to = flags.to ? parseAddress(flags.to).address : null;
    given = settings();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
  const store = await connect();
  try {
    if (flags.preview) return await preview(store, week, given, flags.preview);
    if (flags.send && !to) return await send(store, week, given);
    return await single(store, week, given, to, flags.send ?? false);
  } finally {
    await store.close();
  }
}

/** The general letter as one reader gets it, with links that lead nowhere. */
async function sample(store: Store, week: Week, site: string, to: string): Promise<Mail> {
  const token = 'sample-token';
  const { rendered } = await weekLetter(store, week, site);
  const id = `${week.name}.sample-${Date.now()}`;
  return { ...personalised(rendered, token), id, to, unsubscribe: unsubscribeUrl({ site, token }) };
}

async function preview(
  store: Store,
  week: Week,
  { publicUrl, mail }: Settings,
  dir: string,
): Promise<number> {
  const letter = await sample(store, week, publicUrl, 'reader@example.org');
  await mkdir(dir, { recursive: true });
  const compile = await compiler(mail);
  await writeFile(join(dir, 'letter.eml'), await compile(letter));
  await writeFile(join(dir, 'letter.html'), standalone(letter));
  await writeFile(join(dir, 'letter.txt'), letter.text);
  say(`${week.name}: ${letter.subject}\nWritten to ${dir}: letter.eml, letter.html, letter.txt`);
  return 0;
}

/** One letter outside the ledger: to an address by SMTP with --send, else into the outbox. */
async function single(
  store: Store,
  week: Week,
  { publicUrl, mail, dataDir }: Settings,
  to: string | null,
  isReal: boolean,
): Promise<number> {
  const letter = await sample(store, week, publicUrl, to ?? 'reader@example.org');
  const carrier = await openCarrier(isReal ? mail : { ...mail, smtpUrl: null }, dataDir);
  try {
    const handed = await sendMail(carrier, letter);
    if (handed.state !== 'sent') {
      process.stderr.write(
        `Not taken: ${handed.state}${handed.reply ? `, the server said ${handed.reply}` : ''}${'why' in handed ? `, ${handed.why}` : ''}\n`,
      );
      return 1;
    }
    const where =
      isReal && mail.smtpUrl ? 'handed to the mail server' : `written to ${join(dataDir, 'outbox')}`;
    say(`${week.name}: ${letter.subject}\nOne sample letter ${where}. Subscribers get theirs with --send.`);
    return 0;
  } finally {
    carrier.close();
  }
}

async function send(store: Store, week: Week, { publicUrl, mail, dataDir }: Settings): Promise<number> {
  const carrier = await openCarrier(mail, dataDir);
  try {
    const onProgress = (sums: LedgerSums) => say(sentence(week, sums));
    const sums = await deliver(store, {
      week,
      timezones: null,
      site: publicUrl,
      carrier,
      rate: mail.rate,
      onProgress,
    });
    if (!sums) {
      process.stderr.write('Another process is sending letters on this database.\n');
      return 1;
    }
    return sums.queued > 0 || sums.failed > 0 ? 1 : 0;
  } finally {
    carrier.close();
  }
}

const sentence = ({ name }: Week, { sent, doubt, quiet, bounced, failed, queued }: LedgerSums) =>
  `${name}: ${sent} sent${doubt ? ` (${doubt} in doubt)` : ''}, ${quiet} quiet, ${bounced} bounced, ${failed} failed, ${queued} waiting`;

endWith(main());
