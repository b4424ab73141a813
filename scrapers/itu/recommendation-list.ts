import { Unexpected } from '#lib/unexpected.ts';
import { plain } from './html.ts';

/** One edition of a Recommendation or of another text of the series, as a list of the ITU prints it. */
export interface ListedRecommendation {
  /** The number of its page (rec.aspx?rec=…) and of its handle. */
  rec: number;
  /** "Y.3500 (08/2014)", "G.989.2 (2014) Amd. 1 (04/2016)", "Y Suppl. 49 (11/2018)". */
  name: string;
  title: string | null;
  /** ISO day of approval, where the list prints one. */
  approved: string | null;
  status: string | null;
}

const dated = /.\((?:(\d\d)\/)?(\d{4})\)$/;
/** The first day of the month a name ends in; null where it names no month. */
export function monthOf(name: string): string | null {
  const [, month, year] = dated.exec(name) ?? [];
  return month ? `${year}-${month}-01` : null;
}

function objectOf(text: string, url: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unexpected(url, JSON.stringify(plain(text).slice(0, 80)), 'JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unexpected(url, plain(text).slice(0, 80), 'a JSON object');
  return value as Record<string, unknown>;
}

/** The value of a key. @throws Unexpected where it is not there or is of another type */
function reading(row: unknown, where: string) {
  const fields = (row ?? {}) as Record<string, unknown>;
  const wrong = (key: string, wanted: string) => {
    const found = JSON.stringify(fields[key])?.slice(0, 80) ?? 'nothing';
    return new Unexpected(`${where}, ${key}`, found, wanted);
  };
  return {
    text(key: string): string {
      const value = fields[key];
      if (typeof value !== 'string') throw wrong(key, 'a text');
      return plain(value);
    },
    maybe(key: string): string | null {
      const value = fields[key];
      if (value !== null && typeof value !== 'string') throw wrong(key, 'a text or null');
      return value === null ? null : plain(value) || null;
    },
    whole(key: string): number {
      const value = fields[key];
      if (typeof value !== 'number' || !Number.isInteger(value)) throw wrong(key, 'a whole number');
      return value;
    },
  };
}

/**
 * Reads the answer of searchRecs: every edition of every text, a row each, and how many there are.
 * @throws Unexpected where a row has not its keys, a name no date, or the rows are not as many as announced
 */
export function parseWholeList(text: string, url: string): ListedRecommendation[] {
  const answer = objectOf(text, url);
  const rows = answer.Data;
  if (!Array.isArray(rows)) throw new Unexpected(`${url}, Data`, typeof rows, 'a list');
  const announced = reading(answer, url).whole('Total');
  if (announced !== rows.length)
    throw new Unexpected(url, `${rows.length} Recommendations`, `the ${announced} that it announces`);
  return rows.map((row, at) => {
    const where = `${url}, row ${at + 1}`;
    const read = reading(row, where);
    const approved = read.maybe('approval_date')?.slice(0, 10) ?? null;
    if (approved !== null && !/^\d{4}-\d\d-\d\d$/.test(approved))
      throw new Unexpected(`${where}, approval_date`, approved, 'like 2014-08-13');
    const name = read.text('rec_name').replace(/^ITU-T /, '');
    if (!name) throw new Unexpected(`${where}, rec_name`, 'nothing', 'like Y.3500 (08/2014)');
    const title = read.maybe('title');
    return { rec: read.whole('idrec'), name, title, approved, status: read.maybe('status') };
  });
}

/**
 * Reads an answer of RunSearch: the Recommendations among what it found, in English. Patent statements, other
 * collections and other languages are passed over.
 * @throws Unexpected where an answer or a hit is not what it was
 */
export function parseSearch(text: string, url: string): ListedRecommendation[] {
  const hits = objectOf(text, url).results;
  if (!Array.isArray(hits)) throw new Unexpected(`${url}, results`, typeof hits, 'a list');
  return hits.flatMap((hit: unknown, at): ListedRecommendation[] => {
    const where = `${url}, result ${at + 1}`;
    const fields = (hit ?? {}) as Record<string, unknown>;
    const read = reading(hit, where);
    const collection = reading(fields.Collection, `${where}, Collection`).text('Name');
    if (collection !== 'ITU-T Recommendations' || read.text('Language') !== 'en') return [];
    const identifier = read.text('Identifier');
    const rec = /^11\.1002\/1000\/(\d+)-en$/.exec(identifier)?.[1];
    if (!rec) throw new Unexpected(`${where}, Identifier`, identifier, 'like 11.1002/1000/12210-en');
    // "ITU-T Y.3500 (08/2014) | ISO/IEC 17788": what stands after the bar is the number at another body.
    const whole = reading(fields.Media, `${where}, Media`).text('Name');
    const title = read.text('Title');
    if (!title.startsWith(whole)) throw new Unexpected(`${where}, Title`, title.slice(0, 80), `${whole} …`);
    const name = (whole.split(' | ')[0] as string).trim().replace(/^ITU-T /, '');
    if (!dated.test(name)) throw new Unexpected(`${where}, Name`, whole, 'like ITU-T Y.3500 (08/2014)');
    const rest = title.slice(whole.length).replace(/^: /, '').trim();
    return [{ rec: Number(rec), name, title: rest || null, approved: null, status: null }];
  });
}
