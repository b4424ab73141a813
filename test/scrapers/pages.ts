import { createHash } from 'node:crypto';
import { createServer } from 'node:http';

/** A site of www.example.org on this machine, as a mirror serves it; what was asked for is told by `asked`. */
export interface Pages {
  url: string;
  /** Body by path; null: not there. A function answers by itself, knowing what was posted. */
  set(path: string, body: string | null | Answer): void;
  asked(): { path: string; condition: string | undefined; status: number }[];
  close(): Promise<void>;
}
export type Answer = (posted: string) => { status?: number; type?: string; body: string };

export async function servePages(): Promise<Pages> {
  const bodies = new Map<string, string | null | Answer>();
  let asked: ReturnType<Pages['asked']> = [];
  const server = createServer(async (request, response) => {
    let posted = '';
    for await (const piece of request) posted += piece;
    const path = (request.url ?? '').replace('/www.example.org', '');
    const given = bodies.get(path) ?? null;
    const answer =
      typeof given === 'function'
        ? given(posted)
        : given === null
          ? { status: 404, body: '' }
          : { body: given };
    const etag = `"${createHash('sha256').update(answer.body).digest('base64url')}"`;
    const condition = request.headers['if-none-match'];
    const status = condition === etag ? 304 : (answer.status ?? 200);
    asked.push({ path, condition, status });
    response.writeHead(status, { etag, 'content-type': answer.type ?? 'text/plain; charset=utf-8' });
    response.end(status === 304 ? '' : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    set: (path, body) => void bodies.set(path, body),
    asked: () => {
      const known = asked;
      asked = [];
      return known.filter(({ path }) => path !== '/robots.txt');
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
