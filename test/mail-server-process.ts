// A mail server for tests, speaking all of SMTP: prints "ready <port>", then "got {to, secure, message}" for each
// message it takes, the message in base64 if it is to be kept. Refuses once with 451 who begins with "later", and for
// ever with 550 who begins with "nobody". Its options come as JSON in its only argument.
import { SMTPServer } from 'smtp-server';
import type { MailServerOptions } from './mail-server.ts';

const {
  host = '127.0.0.1',
  keep = false,
  tls = false,
  answerAfterMs = 0,
} = JSON.parse(process.argv[2] ?? '{}') as MailServerOptions;
const seen = new Set<string>();
const refusal = (code: number) => Object.assign(new Error('refused'), { responseCode: code });

const server = new SMTPServer({
  disabledCommands: tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
  logger: false,
  onRcptTo: ({ address }, _session, callback) => {
    if (address.startsWith('nobody')) return callback(refusal(550));
    if (address.startsWith('later') && !seen.has(address)) {
      seen.add(address);
      return callback(refusal(451));
    }
    callback();
  },
  onData: (stream, session, callback) => {
    const pieces: Buffer[] = [];
    stream.on('data', (piece: Buffer) => keep && pieces.push(piece));
    stream.on('end', () => {
      const message = keep ? Buffer.concat(pieces).toString('base64') : '';
      for (const { address } of session.envelope.rcptTo) {
        process.stdout.write(`got ${JSON.stringify({ to: address, secure: session.secure, message })}\n`);
      }
      setTimeout(callback, answerAfterMs);
    });
  },
});
server.on('error', () => {});
server.listen(0, host, () => {
  const address = server.server.address();
  process.stdout.write(`ready ${typeof address === 'object' && address ? address.port : 0}\n`);
});
