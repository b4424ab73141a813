import { SaxesParser } from 'saxes';
import { Unexpected } from '#lib/unexpected.ts';

/** One RFC as the index tells it. Absent things are null; lists may be empty. */
export interface IndexEntry {
  number: number;
  title: string;
  authors: { name: string; role: 'author' | 'editor' }[];
  year: number;
  month: number;
  day: number | null;
  pages: number | null;
  draft: string | null;
  obsoletes: string[];
  updates: string[];
  isAlso: string[];
  status: string;
  publicationStatus: string;
  stream: string | null;
  area: string | null;
  group: string | null;
  doi: string | null;
}

export interface RfcIndex {
  entries: IndexEntry[];
  /** Numbers that were reserved and never used. */
  notIssued: number[];
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const entryFields = new Set(
  (
    'doc-id title author date format page-count char-count keywords abstract draft notes obsoletes obsoleted-by updates ' +
    'updated-by is-also see-also current-status publication-status stream area wg_acronym errata-url doi'
  ).split(' '),
);
const topEntries = new Set(['bcp-entry', 'fyi-entry', 'std-entry', 'rfc-entry', 'rfc-not-issued-entry']);
const statuses = new Set(
  (
    'INTERNET STANDARD|DRAFT STANDARD|PROPOSED STANDARD|UNKNOWN|BEST CURRENT PRACTICE|FOR YOUR INFORMATION|' +
    'EXPERIMENTAL|HISTORIC|INFORMATIONAL'
  ).split('|'),
);
const streams = new Set(['IETF', 'INDEPENDENT', 'IAB', 'IRTF', 'Legacy', 'Editorial']);

interface Node {
  name: string;
  text: string;
  children: Node[];
}

/**
 * Reads rfc-index.xml. Refuses an element, status or stream it does not know, and an entry without a number, title,
 * author list or date: a renamed element must stop the source, not thin the data.
 * @throws Unexpected naming the entry
 */
export function parseRfcIndex(xml: string, where: string): RfcIndex {
  const index: RfcIndex = { entries: [], notIssued: [] };
  const path: Node[] = [];
  let sawRoot = false;
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw new Unexpected(where, `broken XML (${error.message})`, 'a whole rfc-index document');
  });
  parser.on('opentag', ({ name }) => {
    if (path.length === 0) {
      if (name !== 'rfc-index') throw new Unexpected(where, `<${name}>`, 'the root element <rfc-index>');
      sawRoot = true;
    } else if (path.length === 1 && !topEntries.has(name)) {
      throw new Unexpected(`${where} in <rfc-index>`, `<${name}>`, [...topEntries].join(', '));
    }
    path.push({ name, text: '', children: [] });
  });
  const gather = (text: string) => {
    const node = path.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', gather);
  parser.on('cdata', gather);
  parser.on('closetag', () => {
    const node = path.pop() as Node;
    const parent = path.at(-1);
    if (path.length === 1) take(index, node, where);
    else if (parent && path.length > 1) parent.children.push(node);
  });
  parser.write(xml).close();
  if (!sawRoot) throw new Unexpected(where, 'no XML', 'the root element <rfc-index>');
  return index;
}

function take(index: RfcIndex, node: Node, where: string): void {
  if (node.name === 'rfc-not-issued-entry')
    index.notIssued.push(numberOf(only(node, 'doc-id', where), where));
  if (node.name === 'rfc-entry') index.entries.push(entryOf(node, where));
}

function entryOf(node: Node, page: string): IndexEntry {
  const number = numberOf(only(node, 'doc-id', page), page);
  const where = `${page} entry RFC${number}`;
  for (const child of node.children) {
    if (!entryFields.has(child.name)) throw new Unexpected(where, `<${child.name}>`, 'an element we know');
  }
  const date = node.children.find((child) => child.name === 'date');
  if (!date) throw new Unexpected(where, 'no <date>', 'one');
  const month = months.indexOf(only(date, 'month', where)) + 1;
  const year = Number(only(date, 'year', where));
  if (month === 0 || !(year >= 1968 && year < 2200))
    throw new Unexpected(where, `the date ${flat(date)}`, 'a month and a year');
  const authors = authorsOf(node, where);
  if (authors.length === 0) throw new Unexpected(where, 'no <author>', 'at least one');
  const day = optional(date, 'day', where);
  const pages = optional(node, 'page-count', where);
  const group = optional(node, 'wg_acronym', where);
  return {
    number,
    title: only(node, 'title', where),
    authors,
    year,
    month,
    day: day === null ? null : Number(day),
    pages: pages === null ? null : Number(pages),
    draft: optional(node, 'draft', where)?.replace(/-\d\d$/, '') ?? null,
    obsoletes: documents(node, 'obsoletes'),
    updates: documents(node, 'updates'),
    isAlso: documents(node, 'is-also'),
    status: known(only(node, 'current-status', where), statuses, `${where} <current-status>`),
    publicationStatus: known(
      only(node, 'publication-status', where),
      statuses,
      `${where} <publication-status>`,
    ),
    stream: known(optional(node, 'stream', where), streams, `${where} <stream>`),
    area: optional(node, 'area', where),
    group: group === 'NON WORKING GROUP' ? null : group,
    doi: optional(node, 'doi', where),
  };
}

/** The index cuts "P. Nesser, II" in two authors and lists "et al." as one. */
function authorsOf(node: Node, where: string): IndexEntry['authors'] {
  const authors: IndexEntry['authors'][number][] = [];
  for (const author of node.children.filter((child) => child.name === 'author')) {
    const name = only(author, 'name', where);
    const before = authors.at(-1);
    if (/^et\.? al\.?$/i.test(name)) continue;
    if (before && /^(?:I{2,3}|IV|[JS]r\.?|[23]rd|2nd)$/.test(name)) before.name += ` ${name}`;
    else
      authors.push({
        name,
        role: /^ed(itor)?s?\.?$/i.test(optional(author, 'title', where) ?? '') ? 'editor' : 'author',
      });
  }
  return authors;
}

const flat = (node: Node): string =>
  [node.text, ...node.children.map(flat)].join(' ').replace(/\s+/g, ' ').trim();

function optional(node: Node, name: string, where: string): string | null {
  const found = node.children.filter((child) => child.name === name);
  if (found.length > 1) throw new Unexpected(where, `${found.length} <${name}>`, 'at most one');
  return found[0] ? flat(found[0]) || null : null;
}

function only(node: Node, name: string, where: string): string {
  const text = optional(node, name, where);
  if (text === null) throw new Unexpected(`${where} <${node.name}>`, `no <${name}>`, 'one with text');
  return text;
}

function known<Text extends string | null>(text: Text, values: ReadonlySet<string>, where: string): Text {
  if (text !== null && !values.has(text))
    throw new Unexpected(where, JSON.stringify(text), [...values].join(', '));
  return text;
}

function numberOf(id: string, where: string): number {
  const found = /^RFC0*(\d+)$/.exec(id);
  if (!found) throw new Unexpected(`${where} <doc-id>`, JSON.stringify(id), 'RFC and a number');
  return Number(found[1]);
}

const documents = (node: Node, name: string): string[] =>
  node.children
    .filter((child) => child.name === name)
    .flatMap((list) =>
      list.children.map((child) =>
        flat(child).replace(/^([A-Z]+)0*(\d+)$/, (_, kind, digits) => kind.toLowerCase() + digits),
      ),
    );
