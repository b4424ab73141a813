import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lists } from '#entities/organisation.ts';
import { studyPeriods } from '#scrapers/itu/periods.ts';

const meetings = 8;
const contributions = 300;
/** As the ITU's lists have it. */
const rowsOnPage = 25;
const groups = ['TSAG', ...[2, 3, 5, 9, 11, 12, 13, 15, 16, 17, 20].map((n) => `SG${n}`)];
const periods = studyPeriods.filter((period) => [2013, 2017, 2022].includes(period.firstYear));
const sources = lists.organisations.map((row) => row.name);
const unknown = Array.from({ length: 200 }, (_, at) => `Synthetic Works ${at + 1}`);
const officers = ['Rapporteur, Q5', 'Chair', 'TSB'];

/** How many contributions the lists hold. */
export const listedContributions = groups.length * periods.length * meetings * contributions;

/**
 * A stand-in of www.itu.int that lists ten years of made-up contributions in the ITU's form, the same each time: of one to
 * four sources, most by few of them, some by names nobody knows. `url` is a MIRROR_URL.
 */
export async function serveLists(): Promise<{ url: string; close: () => void }> {
  const pages = new Map<string, Buffer>();
  const next = random();
  for (const period of periods) {
    for (const group of groups) {
      const code = `${period.prefix}-${group.replace(/^SG(\d)$/, 'SG0$1')}`;
      const rows = rowsOf(code, period.from, period.to ?? '', next);
      for (let at = 0; at < rows.length; at += rowsOnPage) {
        const path = `/www.itu.int/md/${code}-C/en${at ? `?PageLB=${at}` : ''}`;
        pages.set(path, Buffer.from(pageOf(group, rows, at), 'latin1'));
      }
    }
  }
  const server = createServer((request, response) => {
    const page = pages.get(request.url ?? '');
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' });
    response.end(page ?? '<html><head><title>Not found</title></head><body><h1>404</h1></body></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function rowsOf(code: string, from: string, to: string, next: () => number): string[] {
  const day = 24 * 3600_000;
  const first = Date.parse(from) + 60 * day;
  const step = (Date.parse(to) - 30 * day - first) / meetings;
  return Array.from({ length: meetings * contributions }, (_, at) => {
    const start = first + Math.floor(at / contributions) * step;
    const iso = (time: number) => new Date(time).toISOString().slice(0, 10);
    const parent = `${code}-${iso(start).replaceAll('-', '').slice(2)}-C`;
    const number = at + 1;
    const link = (what: string, words: string) =>
      `<a href="meetingdoc.asp?lang=en&amp;parent=${parent}&amp;${what}=${encodeURIComponent(words)}">${escaped(words)}</a>`;
    const named = new Set<string>();
    const many = 1 + Math.floor(4 * next() ** 2);
    while (named.size < many) named.add(sourceOf(next));
    const label = `[&nbsp;${number}&nbsp;]`;
    return `<tr><td valign="top"><img src="../images/blank.gif" alt=""></td><td valign="top" nowrap><a href="${code}-C-${String(number).padStart(4, '0')}/en">${
      next() < 0.97 ? `<strong>${label}</strong>` : label
    }</a></td><td valign="top">SYNTHETIC proposal ${number} on subject ${Math.floor(next() * 900)}\r\n<br><font size="1"></font></td><td valign="top">${[
      ...named,
    ]
      .map((name) => link('source', name))
      .join(
        ' <br>\r\n',
      )}</td><td valign="top">${link('question', `Q${1 + Math.floor(next() * 20)}/${code.slice(6)}`)}</td><td valign="top" nowrap>${iso(
      start - Math.floor(next() * 12) * day,
    )}</td></tr>`;
  });
}

/** A small part of the names brings most of what there is. */
function sourceOf(next: () => number): string {
  const kind = next();
  const from = kind < 0.9 ? sources : kind < 0.97 ? unknown : officers;
  return from[Math.floor(from.length * next() ** 3)] ?? '';
}

function pageOf(group: string, rows: readonly string[], at: number): string {
  const shown = rows.slice(at, at + rowsOnPage);
  const pager = `<tr class="pager"><td>&nbsp;</td><td colspan="2">Results ${at + 1} - ${at + shown.length} of&nbsp;${rows.length}</td><td>&nbsp;</td><td>&nbsp;</td></tr>`;
  const heads = ['Number', 'Title', 'Source', 'AI/Question', 'Date'];
  const head = `<tr><td>&nbsp;</td>${heads.map((words) => `<td><strong>${words}</strong></td>`).join('')}</tr>`;
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252">
<title>${group} Contributions</title></head>
<body>
<table border="0" cellpadding="3" width="100%">
${pager}
${head}
${shown.join('\n')}
${pager}
</table>
</body></html>`;
}

/** Pages are in windows-1252: what it lacks is written as a number. */
const escaped = (text: string) =>
  text
    .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/[^\0-\x7f]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** The same numbers from 0 to 1 each time (mulberry32). */
function random(): () => number {
  let state = 1865;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
