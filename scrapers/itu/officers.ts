import { Unexpected } from '#lib/unexpected.ts';
import { isoDay } from '#lib/week.ts';
import type { Row } from '#prisma/records.ts';
import type { StoredTenure } from '#prisma/stored.ts';
import { checkMoved } from '../check.ts';
import type { Gathered, Reader, Source } from '../contract.ts';
import { groupRow, studyGroupNumbers } from './groups.ts';
import { type StudyPeriod, studyPeriods } from './periods.ts';
import { partOf, staffPosts } from './posts.ts';
import { parseRoster, type RosterKind, redactRoster } from './roster-page.ts';
import { groupsOf, heldOf, type ReadRoster } from './roster-rows.ts';
import { parseStructure } from './structure-page.ts';
import { firstYearOf, type Held, terms } from './terms.ts';

const site = 'https://www.itu.int/net4/ITU-T/lists';

const shared = {
  body: 'itu-t',
  licence: 'Facts from public lists of officers; no contact details are kept',
  cadenceHours: 24,
  hosts: ['www.itu.int'],
  filled: { tenure: { person_name: 1, post: 1, group_id: 1 } },
  yields: ['group'] as const,
  redact: redactRoster,
};

/** Chairs and vice-chairs of study groups, TSAG and working parties, and the secretariat's own staff beside them. */
export const ituLeadership: Source = {
  ...shared,
  id: 'itu-leadership',
  title: 'Chairs and vice-chairs of ITU-T groups',
  home: `${site}/mgmt.aspx?Group=13&Period=18`,
  floor: { tenure: 50 },
  gather: (reader) => gather(reader, 'mgmt'),
};

/** Rapporteurs of the Questions of every study group. */
export const ituRapporteurs: Source = {
  ...shared,
  id: 'itu-rapporteurs',
  title: 'Rapporteurs of ITU-T Questions',
  home: `${site}/loqr.aspx?Group=13&Period=18`,
  floor: { tenure: 50 },
  gather: (reader) => gather(reader, 'loqr'),
};

/** Which groups there are is asked in full, and the periods that are over are read again, after so many days. */
const sweepDays = 30;
/** After so many addresses in a row that the server refuses, groups that are not known are asked for no more. */
const mostInVain = 10;

async function gather(reader: Reader, kind: RosterKind): Promise<Gathered> {
  const now = new Date();
  const today = isoDay(now);
  const own = await reader.tenures();
  const curated = (await reader.tenures('facts-itu')).filter((row) => firstYearOf(row.id) !== null);
  const sweep = reader.memo.sweep ?? null;
  const isSweep =
    !sweep ||
    reader.refetch ||
    reader.replay ||
    Date.parse(today) - Date.parse(sweep) >= sweepDays * 86_400_000;

  const read: ReadRoster[] = [];
  const skipped: string[] = [];
  let inVain = 0;
  const ask = async (group: string, period: StudyPeriod) => {
    const isKnown =
      own.some((row) => isOf(row, group, period) && row.to_basis !== 'last-seen') ||
      (kind === 'mgmt' && period.to === null && curated.some((row) => isOf(row, group, period) && !row.to));
    if (!isKnown && inVain >= mostInVain) return;
    const found = await readRoster(reader, kind, group, period, isKnown);
    inVain = found && 'none' in found && found.isRefused ? inVain + 1 : 0;
    if (found && 'none' in found) skipped.push(found.none);
    else if (found) read.push(found);
  };

  const present = studyPeriods.filter(({ to }) => to === null);
  const stored = new Set([...own, ...curated].map((row) => row.group_id ?? ''));
  // Only study groups have Questions.
  const all = [...(kind === 'mgmt' ? ['TSAG'] : []), ...studyGroupNumbers];
  const asked = isSweep
    ? all
    : all.filter((group) => present.some((period) => own.some((row) => isOf(row, group, period))));
  for (const [at, group] of asked.entries()) {
    reader.progress(at, asked.length, `${group}, the present study period`);
    for (const period of present) await ask(group, period);
  }
  if (isSweep) {
    const groups = all.filter((group) => stored.has(group) || read.some((one) => one.group === group));
    const past = studyPeriods.filter(({ to }) => to !== null);
    for (const [at, period] of past.entries()) {
      reader.progress(at, past.length, `the study period from ${period.firstYear}`);
      inVain = 0;
      for (const group of groups) await ask(group, period);
    }
  }

  const structure = kind === 'mgmt' ? await readStructures(reader, read) : [];
  const shape = shapeOf(read, reader);
  const held = read.flatMap((one) => heldOf(kind, one));
  checkRosters(reader, kind, read, held, own);
  const isRead = (group: string, firstYear: number) =>
    read.some((one) => one.group === group && one.period.firstYear === firstYear);
  const clock = { today, lastSeen: reader.memo.on ?? null };
  const tenure = terms(held, own, curated, isRead, studyPeriods, clock);
  const strange = [
    ...new Set(
      held.flatMap(({ country, post }) =>
        country.text && !country.code && !staffPosts.has(post) ? [country.text] : [],
      ),
    ),
  ];
  const staff = held.filter(({ post }) => staffPosts.has(post)).length;
  return {
    rows: { group: groupsOf(read, structure), tenure },
    scopes: { tenure: 'all' },
    asOf: today,
    notes: [
      ...(staff ? [`${staff} posts of the secretariat's staff are known and not counted`] : []),
      ...(strange.length ? [`no country of ours goes by the name ${strange.slice(0, 5).join(', ')}`] : []),
      ...(skipped.length ? [`no roster at ${skipped.length} addresses, such as ${skipped[0]}`] : []),
    ],
    memo: { on: today, sweep: isSweep ? today : (sweep ?? today), shape },
  };
}

const isOf = (row: StoredTenure, group: string, period: StudyPeriod): boolean =>
  row.group_id === group && firstYearOf(row.id) === period.firstYear;

/**
 * One roster; null where it is empty, and the address that holds none, where the group is not known to have one.
 * @throws Unexpected where a group known to have a roster has none
 */
async function readRoster(
  reader: Reader,
  kind: RosterKind,
  group: string,
  period: StudyPeriod,
  isKnown: boolean,
): Promise<ReadRoster | { none: string; isRefused: boolean } | null> {
  const number = group === 'TSAG' ? 0 : Number(group.slice(2));
  const url = `${site}/${kind}.aspx?Group=${number}&Period=${period.number}`;
  // What the site says of a group that does not exist is not known.
  const missing = isKnown ? [] : [400, 500];
  const page = await reader.read(url, { expectType: /html/i, content: 'always', missing });
  if (page === 'unchanged') throw new Unexpected(url, page, 'the page');
  const isRoster = page !== 'missing' && (isKnown || /lblFName|Study Period/i.test(page.text));
  const roster = isRoster ? parseRoster(kind, page.text, url) : null;
  const expected = `the officers of ${group} (or --accept)`;
  if (page === 'missing' || !roster) {
    if (isKnown && !reader.accept)
      throw new Unexpected(url, page === 'missing' ? 'no page' : 'a page that is no roster', expected);
    return { none: url, isRefused: page === 'missing' };
  }
  const isOther = roster.firstYear !== period.firstYear && (roster.firstYear !== null || period.to !== null);
  if (isOther) {
    // Asked for a period it does not have, a site may show another one.
    if (isKnown || period.to === null)
      throw new Unexpected(
        url,
        `the study period ${roster.firstYear ?? 'not printed'}`,
        String(period.firstYear),
      );
    return { none: url, isRefused: false };
  }
  if (!roster.officers.length) {
    if (!isKnown) return null;
    // Somebody has looked: the group is over, and so are its posts.
    if (!reader.accept) throw new Unexpected(url, 'no officers', expected);
  }
  return { group, period, url, pageId: page.id, roster };
}

/** The order of the labels, the same on every page and at every reading. */
function shapeOf(read: readonly ReadRoster[], reader: Reader): string {
  const before = reader.refetch ? null : (reader.memo.shape ?? null);
  let shape = before;
  for (const { roster, url } of read) {
    if (roster.shape === null) continue;
    if (shape !== null && roster.shape !== shape)
      throw new Unexpected(
        url,
        `the columns ${roster.shape}`,
        `${shape}, as before (or --refetch once it has been looked at)`,
      );
    shape = roster.shape;
  }
  return shape ?? '';
}

/** A list that has lost more than one in twenty, or a roster that has lost half, is looked at by somebody first. */
function checkRosters(
  reader: Reader,
  kind: RosterKind,
  read: readonly ReadRoster[],
  held: readonly Held[],
  own: readonly StoredTenure[],
): void {
  if (reader.accept) return;
  let before = 0;
  for (const { group, period, url } of read) {
    const stood = own.filter((row) => isOf(row, group, period) && row.to_basis !== 'last-seen').length;
    const stands = held.filter((post) => post.group === group && post.period === period).length;
    if (stood >= 4 && stands < stood / 2)
      throw new Unexpected(url, `${stands} posts`, `no fall by half from ${stood} (or --accept)`);
    before += stood;
  }
  if (before) checkMoved(`itu ${kind}.aspx`, held.length, before, 'posts');
}

/** What the structure pages of the present period name under the groups that have a roster; a page is no must. */
async function readStructures(reader: Reader, read: readonly ReadRoster[]): Promise<Row<'group'>[]> {
  const rows: Row<'group'>[] = [];
  for (const { group, period, url } of read.filter((one) => one.period.to === null)) {
    const address = url.replace('mgmt.aspx', 'sgstructure.aspx');
    const page = await reader.read(address, { expectType: /html/i, content: 'always', missing: [400, 500] });
    if (typeof page === 'string' || !page.text.includes(period.name)) continue;
    for (const { id, name } of parseStructure(page.text, address)) {
      const part = id.startsWith('WP') ? partOf(id, group, address) : id;
      rows.push({ ...groupRow(part, page.id), name, parent: group });
    }
  }
  return rows;
}
