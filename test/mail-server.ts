import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface MailServerOptions {
  host?: string;
  /** Whether `message` is kept of what it takes. */
  keep?: boolean;
  /** Offers STARTTLS, with a certificate that nobody has signed. */
  tls?: boolean;
  /** How long it thinks before it says 250. */
  answerAfterMs?: number;
}

export interface Taken {
  to: string;
  /** Whether it came over TLS. */
  secure: boolean;
  message: Buffer;
}

/** A real mail server, a process of its own on this machine. */
export interface MailServer {
  port: number;
  taken: Taken[];
  stop(): Promise<void>;
}

export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const program = join(import.meta.dirname, 'mail-server-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const taken: Taken[] = [];
  let rest = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.once('close', () => reject(new Error('the mail server ended')));
    child.stdout.on('data', (piece: Buffer) => {
      rest += piece.toString();
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (line.startsWith('ready ')) resolve(Number(line.slice(6)));
        else {
          const got = JSON.parse(line.slice(4)) as Omit<Taken, 'message'> & { message: string };
          taken.push({ ...got, message: Buffer.from(got.message, 'base64') });
        }
      }
    });
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    port,
    taken,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}
