// A mail server for tests: prints "ready <port>", then "got <address>" for each message it takes.
// Refuses once with 451 who begins with "later", and for ever with 550 who begins with "nobody".
import { SMTPServer } from 'smtp-server';

const seen = new Set<string>();
const refusal = (code: number) => Object.assign(new Error('refused'), { responseCode: code });

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
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
    stream.resume();
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) process.stdout.write(`got ${address}\n`);
      callback();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => {
  const address = server.server.address();
  process.stdout.write(`ready ${typeof address === 'object' && address ? address.port : 0}\n`);
});
