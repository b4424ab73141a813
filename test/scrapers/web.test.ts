import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Web, type WebOptions } from '#scrapers/web.ts';

interface Asked {
  path: string;
  at: number;
  method: string;
  body: string;
  headers: IncomingMessage['headers'];
}

let server: Server;
let origin: string;
let asked: Asked[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let robots: string | null;
let inFlight: number;
let mostInFlight: number;
let web: Web;

/** The server stands in for example.org as a mirror does: under /<host>/<path>. */
beforeEach(async () => {
  asked = [];
  robots = null;
  inFlight = 0;
  mostInFlight = 0;
  answer = (_request, response) => response.end('a page');
  server = createServer((request, response) => {
    const path = request.url ?? '';
    const one = { path, at: Date.now(), method: request.method ?? '', body: '', headers: request.headers };
    asked.push(one);
    request.on('data', (piece) => {
      one.body += piece;
    });
    mostInFlight = Math.max(mostInFlight, ++inFlight);
    response.once('close', () => inFlight--);
    if (path.endsWith('/robots.txt')) {
      if (robots === null) response.statusCode = 404;
      response.end(robots ?? '');
    } else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

afterEach(async () => {
  await web.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const open = (options: Partial<WebOptions> = {}) => {
  web = new Web({
    userAgent: 'Rapporteur/1.2.3 (+https://project.example/)',
    hosts: ['example.org', 'www.example.org'],
    mirrorUrl: origin,
    crawlDelayMs: 0,
    backoffMs: 1,
    attempts: 3,
    timeoutMs: 300,
    ...options,
  });
  return web;
};
const pages = () => asked.filter(({ path }) => !path.endsWith('/robots.txt'));
const text = (body: Uint8Array) => Buffer.from(body).toString();
const page = 'https://example.org/page';

describe('reading the web', () => {
  it('says who asks, with the address of the project', async () => {
    const { status, body } = await open().get(page);
    expect([status, text(body)]).toEqual([200, 'a page']);
    expect(asked.map(({ path }) => path)).toEqual(['/example.org/robots.txt', '/example.org/page']);
    for (const { headers } of asked)
      expect(headers['user-agent']).toBe('Rapporteur/1.2.3 (+https://project.example/)');
  });

  it('reads robots.txt once a host and asks for nothing it forbids', async () => {
    robots = 'User-agent: *\nDisallow: /private/\n';
    open();
    await web.get(page);
    await expect(web.get('https://example.org/private/list')).rejects.toThrow(
      'https://example.org/private/list: found robots.txt forbids it',
    );
    expect(asked.map(({ path }) => path)).toEqual(['/example.org/robots.txt', '/example.org/page']);
  });

  it('takes the robots.txt that another source read just now', async () => {
    robots = 'User-agent: *\nDisallow: /private/\n';
    await open({ robotsMs: 60_000 }).get(page);
    await web.close();
    robots = 'User-agent: *\nDisallow: /\n';
    await open({ robotsMs: 60_000 }).get(page);
    await expect(web.get('https://example.org/private/list')).rejects.toThrow('robots.txt forbids it');
    await web.close();
    await expect(open().get(page)).rejects.toThrow('robots.txt forbids it');
  });

  it('obeys the rules made for it by name', async () => {
    robots = 'User-agent: Rapporteur\nDisallow: /\n\nUser-agent: *\nAllow: /\n';
    await expect(open().get(page)).rejects.toThrow('robots.txt forbids it');
  });

  it('asks for nothing where robots.txt cannot be had', async () => {
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? '';
      asked.push({ path, at: Date.now(), method: request.method ?? '', body: '', headers: request.headers });
      response.statusCode = 503;
      response.end();
    });
    await expect(open().get(page)).rejects.toThrow('robots.txt: found 503');
    expect(pages()).toEqual([]);
  });

  it('has one request at a time under way, whoever asks', async () => {
    answer = (_request, response) => void setTimeout(() => response.end('a page'), 20);
    open({ timeoutMs: 5000 });
    await Promise.all([1, 2, 3, 4].map((n) => web.get(`https://example.org/${n}`)));
    expect(pages()).toHaveLength(4);
    expect(mostInFlight).toBe(1);
  });

  it('pauses between two requests to a host', async () => {
    open({ crawlDelayMs: 120 });
    for (const n of [1, 2, 3]) await web.get(`https://example.org/${n}`);
    const [one, two, three] = pages() as [Asked, Asked, Asked];
    expect(two.at - one.at).toBeGreaterThanOrEqual(115);
    expect(three.at - two.at).toBeGreaterThanOrEqual(115);
  });

  it('pauses and waits for its turn also where another source asks the host', async () => {
    const first = open({ crawlDelayMs: 120 });
    await first.get('https://example.org/1');
    const second = open({ crawlDelayMs: 120 });
    await Promise.all([second.get('https://example.org/2'), first.get('https://example.org/3')]);
    await first.close();
    const [one, two, three] = pages() as [Asked, Asked, Asked];
    expect(two.at - one.at).toBeGreaterThanOrEqual(115);
    expect(three.at - two.at).toBeGreaterThanOrEqual(115);
    expect(mostInFlight).toBe(1);
  });

  it('pauses longer where robots.txt asks for it', async () => {
    robots = 'User-agent: *\nCrawl-delay: 0.2\n';
    open({ crawlDelayMs: 10 });
    for (const n of [1, 2]) await web.get(`https://example.org/${n}`);
    const [one, two] = pages() as [Asked, Asked];
    expect(two.at - one.at).toBeGreaterThanOrEqual(195);
  });

  it('asks on condition, and takes "not modified" for an answer', async () => {
    answer = (request, response) => {
      response.statusCode = request.headers['if-none-match'] === '"v1"' ? 304 : 200;
      response.end();
    };
    const { status } = await open().get(page, {
      etag: '"v1"',
      lastModified: 'Mon, 02 Mar 2026 10:00:00 GMT',
    });
    expect(status).toBe(304);
    expect(pages()[0]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 02 Mar 2026 10:00:00 GMT',
    });
  });

  it('refuses a "not modified" that it did not ask for', async () => {
    answer = (_request, response) => {
      response.statusCode = 304;
      response.end();
    };
    await expect(open().get(page)).rejects.toThrow('found 304');
  });

  it.each([404, 410])('tells that a page is not there (%d), asking once', async (status) => {
    answer = (_request, response) => {
      response.statusCode = status;
      response.end();
    };
    expect((await open().get(page)).status).toBe(status);
    expect(pages()).toHaveLength(1);
  });

  it('takes a status for an answer where it is told to, one that may pass only after asking again', async () => {
    answer = (_request, response) => {
      response.statusCode = 400;
      response.end();
    };
    expect((await open().get(page, undefined, [400, 500])).status).toBe(400);
    expect(pages()).toHaveLength(1);
    answer = (_request, response) => {
      response.statusCode = 500;
      response.end();
    };
    expect((await web.get(page, undefined, [400, 500])).status).toBe(500);
    expect(pages()).toHaveLength(4);
  });

  it('takes a refusal for an answer, asking once', async () => {
    answer = (_request, response) => {
      response.statusCode = 403;
      response.end('challenge');
    };
    await expect(open().get(page)).rejects.toThrow('https://example.org/page: found 403 Forbidden');
    expect(pages()).toHaveLength(1);
  });

  it.each([429, 500, 503])('asks again after %d', async (status) => {
    answer = (_request, response) => {
      if (pages().length < 3) response.statusCode = status;
      response.end('at last');
    };
    expect(text((await open().get(page)).body)).toBe('at last');
    expect(pages()).toHaveLength(3);
  });

  it('waits longer each time, also where Retry-After says 0', async () => {
    answer = (_request, response) => {
      response.statusCode = 429;
      response.setHeader('retry-after', '0');
      response.end();
    };
    await expect(open({ attempts: 4, backoffMs: 60 }).get(page)).rejects.toThrow(
      'found 429 Too Many Requests, expected a page (asked 4 times at most)',
    );
    const times = pages().map(({ at }) => at);
    const gaps = times.slice(1).map((at, n) => at - (times[n] as number));
    expect(gaps).toHaveLength(3);
    // Doubled each time, with jitter between 0.75 and 1.25.
    for (const [n, gap] of gaps.entries()) expect(gap).toBeGreaterThanOrEqual(60 * 2 ** n * 0.75 - 2);
  });

  it('waits as long as Retry-After says', async () => {
    answer = (_request, response) => {
      if (pages().length < 2) {
        response.statusCode = 503;
        response.setHeader('retry-after', '1');
      }
      response.end();
    };
    await open().get(page);
    const [one, two] = pages() as [Asked, Asked];
    expect(two.at - one.at).toBeGreaterThanOrEqual(995);
  });

  it('gives up where Retry-After asks for hours', async () => {
    answer = (_request, response) => {
      response.statusCode = 503;
      response.setHeader('retry-after', '7200');
      response.end();
    };
    await expect(open().get(page)).rejects.toThrow('come back in 7200 s');
    expect(pages()).toHaveLength(1);
  });

  it('gives up on a server that never answers, and on one that stops within its answer', async () => {
    answer = () => {};
    await expect(open({ attempts: 2 }).get(page)).rejects.toThrow(/Headers Timeout/i);
    expect(pages()).toHaveLength(2);
    answer = (_request, response) => void response.write('the first half');
    await expect(web.get(page)).rejects.toThrow(/Body Timeout/i);
  });

  it('never takes half a body for a page', async () => {
    answer = (_request, response) => {
      response.setHeader('content-length', '1000');
      response.write('half');
      setTimeout(() => response.destroy(), 10);
    };
    await expect(open().get(page)).rejects.toThrow(page);
    expect(pages()).toHaveLength(3);
  });

  it('asks again after a reset connection', async () => {
    answer = (request, response) => {
      if (pages().length < 2) request.socket.resetAndDestroy();
      else response.end('a page');
    };
    expect(text((await open().get(page)).body)).toBe('a page');
  });

  it('stops reading a page that has no end', async () => {
    answer = (_request, response) => {
      const flood = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 'x')));
      };
      response.on('drain', flood);
      flood();
    };
    await expect(open({ maxBytes: 500_000, timeoutMs: 5000 }).get(page)).rejects.toThrow(
      'found more than 500000 bytes',
    );
    expect(pages()).toHaveLength(1);
  });

  it('follows a redirect within the hosts of its source, and files the page under the address asked for', async () => {
    answer = (request, response) => {
      if (request.url === '/example.org/page') {
        response.writeHead(301, { location: 'https://www.example.org/moved' });
        response.end();
      } else response.end(`from ${request.url}`);
    };
    const response = await open().get(page);
    expect([response.url, text(response.body)]).toEqual([page, 'from /www.example.org/moved']);
  });

  it.each([
    'https://elsewhere.example/',
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
    '//elsewhere.example/x',
  ])('does not follow a redirect to %s', async (location) => {
    answer = (_request, response) => {
      response.writeHead(302, { location });
      response.end();
    };
    await expect(open().get(page)).rejects.toThrow('an address outside the source');
    expect(pages()).toHaveLength(1);
  });

  it('does not follow redirects in a circle', async () => {
    answer = (_request, response) => {
      response.writeHead(302, { location: page });
      response.end();
    };
    await expect(open().get(page)).rejects.toThrow('found more than 5 redirects');
    expect(pages()).toHaveLength(6);
  });

  it.each([
    'https://elsewhere.example/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'https://user@example.org/',
    'https://example.org.elsewhere.example/',
  ])('does not ask for %s', async (url) => {
    await expect(open().get(url)).rejects.toThrow('an address outside the source');
    expect(asked).toEqual([]);
  });
});

describe('posting to the web', () => {
  const search = 'https://example.org/search';
  const as = `${search}#Page$2`;
  const form: [string, string][] = [
    ['__EVENTARGUMENT', 'Page$2'],
    ['name', 'Société & Fils'],
    ['box', 'a'],
    ['box', 'b'],
  ];

  it('sends the fields of a form in their order, and knows the answer by the name it was given', async () => {
    const { url, status, body } = await open().post(search, { as, form });
    expect([url, status, text(body)]).toEqual([as, 200, 'a page']);
    const [one] = pages() as [Asked];
    expect([one.path, one.method, one.headers['content-type']]).toEqual([
      '/example.org/search',
      'POST',
      'application/x-www-form-urlencoded',
    ]);
    expect([...new URLSearchParams(one.body)]).toEqual(form);
    expect(one.headers['user-agent']).toBe('Rapporteur/1.2.3 (+https://project.example/)');
  });

  it('posts nothing to what robots.txt forbids, nor outside the hosts of the source', async () => {
    robots = 'User-agent: *\nDisallow: /search\n';
    await expect(open().post(search, { as, form })).rejects.toThrow('robots.txt forbids it');
    await expect(web.post('https://elsewhere.example/', { as, form })).rejects.toThrow(
      'an address outside the source',
    );
    expect(pages()).toEqual([]);
  });

  it('waits its turn behind other requests to the host, with the pause between', async () => {
    answer = (_request, response) => void setTimeout(() => response.end('a page'), 20);
    open({ crawlDelayMs: 60, timeoutMs: 5000 });
    await Promise.all([web.get(page), web.post(search, { as, form }), web.post(search, { as, form })]);
    const [one, two, three] = pages() as [Asked, Asked, Asked];
    expect(mostInFlight).toBe(1);
    expect([two.at - one.at >= 55, three.at - two.at >= 55]).toEqual([true, true]);
  });

  it('sends the same again after 503, and names what it was posting where that stays refused', async () => {
    answer = (_request, response) => {
      response.statusCode = 503;
      response.end();
    };
    await expect(open().post(search, { as, form })).rejects.toThrow(
      `${as}: found 503 Service Unavailable, expected a page (asked 3 times at most)`,
    );
    expect(new Set(pages().map(({ body }) => body)).size).toBe(1);
    expect(pages()).toHaveLength(3);
  });

  it('follows no redirect that would lose what was sent, and one that keeps it', async () => {
    answer = (request, response) => {
      response.writeHead(302, { location: '/example.org/page' });
      response.end(request.url);
    };
    await expect(open().post(search, { as, form })).rejects.toThrow(
      `${as}: found 302, to /example.org/page, expected an answer to what was posted`,
    );
    answer = (request, response) => {
      if (request.url === '/example.org/search')
        response.writeHead(308, { location: 'https://www.example.org/search' });
      response.end(request.method);
    };
    expect(text((await web.post(search, { as, form })).body)).toBe('POST');
    expect(pages().at(-1)).toMatchObject({ path: '/www.example.org/search', body: pages()[0]?.body });
  });

  it('stops reading an answer that has no end', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(600_000, 'x'));
    await expect(open({ maxBytes: 500_000 }).post(search, { as, form })).rejects.toThrow(
      `${as}: found more than 500000 bytes`,
    );
  });
});
