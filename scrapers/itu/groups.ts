import { plainLetters } from '#lib/charset.ts';
import { blank, type Row } from '#prisma/records.ts';

const known: Readonly<Record<string, readonly [body: string, kind: string, name: string]>> = {
  ITU: ['itu', 'union', 'International Telecommunication Union'],
  'ITU-T': ['itu-t', 'sector', 'ITU Telecommunication Standardization Sector'],
  'ITU-R': ['itu-r', 'sector', 'ITU Radiocommunication Sector'],
  'ITU-D': ['itu-d', 'sector', 'ITU Telecommunication Development Sector'],
  TSAG: ['itu-t', 'tsag', 'Telecommunication Standardization Advisory Group'],
  SCV: ['itu-t', 'committee', 'Standardization Committee for Vocabulary'],
  'EG-ITRs': ['itu', 'expert-group', 'Expert Group on the International Telecommunication Regulations'],
};

/** Study groups have had numbers up to 21; which there are in a period is asked of the site. */
export const studyGroupNumbers: readonly string[] = Array.from({ length: 99 }, (_, at) => `SG${at + 1}`);

/**
 * The row of an ITU group, by the id we write it with: SG13, WP1/13, Q10/13, TSAG, FG-NET-2030, WTSA-24, ITU-D SG1,
 * WP5D. A study group keeps its number when its mandate is changed by an assembly; a merged group's successor is another
 * group. Council, plenipotentiary conferences and world assemblies are of the body itu: in them states speak, and their
 * documents are public, so they are counted apart from the study groups of a sector.
 */
export function groupRow(id: string, pageId: number | null): Row<'group'> {
  const row = { ...blank('group'), id, acronym: id, page_id: pageId };
  const fixed = known[id];
  if (fixed)
    return { ...row, body: fixed[0], kind: fixed[1], name: fixed[2], parent: parentOf(fixed[0], id) };
  let found = /^(?:ITU-([RD]) )?SG(\d+)$/.exec(id);
  if (found) {
    const sector = (found[1] ?? 'T').toLowerCase();
    const name = `ITU-${sector.toUpperCase()} Study Group ${found[2]}`;
    return {
      ...row,
      body: `itu-${sector}`,
      kind: 'sg',
      name,
      number: Number(found[2]),
      parent: `ITU-${sector.toUpperCase()}`,
    };
  }
  found = /^SG(\d+)RG-(\w+)$/.exec(id);
  if (found)
    return {
      ...row,
      body: 'itu-t',
      kind: 'regional-group',
      name: `Regional group ${found[2]} of Study Group ${found[1]}`,
      parent: `SG${found[1]}`,
    };
  found = /^(WP|Q)(\w+)\/(\d+|TSAG)$/.exec(id);
  if (found) {
    const [, prefix, number, of] = found;
    return {
      ...row,
      body: 'itu-t',
      kind: prefix === 'Q' ? 'question' : 'wp',
      name: `${prefix === 'Q' ? 'Question' : 'Working Party'} ${number}/${of}`,
      number: Number(number) || null,
      parent: of === 'TSAG' ? 'TSAG' : `SG${of}`,
    };
  }
  if (/^(?:RG|AHG|CG)-/.test(id))
    return { ...row, body: 'itu-t', kind: 'ad-hoc-group', name: id, parent: 'ITU-T' };
  if (id.startsWith('FG-'))
    return { ...row, body: 'itu-t', kind: 'fg', name: `Focus Group ${id.slice(3)}`, parent: 'ITU-T' };
  if (id.startsWith('JCA-'))
    return {
      ...row,
      body: 'itu-t',
      kind: 'jca',
      name: `Joint Coordination Activity ${id.slice(4)}`,
      parent: 'ITU-T',
    };
  if (id.startsWith('APT-'))
    return {
      ...row,
      body: 'apt',
      kind: 'regional-preparatory',
      name: `APT preparatory group for ${id.slice(4)}`,
    };
  if (id.startsWith('WTSA-'))
    return {
      ...row,
      body: 'itu',
      kind: 'assembly',
      name: `World Telecommunication Standardization Assembly (${id})`,
      parent: 'ITU-T',
    };
  if (id.startsWith('Council '))
    return { ...row, body: 'itu', kind: 'council', name: `ITU ${id}`, parent: 'ITU' };
  if (/^PP-\d\d$/.test(id))
    return {
      ...row,
      body: 'itu',
      kind: 'conference',
      name: `Plenipotentiary Conference (${id})`,
      parent: 'ITU',
    };
  // At the ITU-R a working party bears the number of its study group: 5D is the fourth of SG5.
  found = /^(WP|TG)(\d)(\/\d|[A-Z])$/.exec(id);
  if (found)
    return {
      ...row,
      body: 'itu-r',
      kind: found[1] === 'WP' ? 'wp' : 'task-group',
      name: `ITU-R ${found[1] === 'WP' ? 'Working Party' : 'Task Group'} ${id.slice(2)}`,
      parent: `ITU-R SG${found[2]}`,
    };
  return { ...row, body: 'itu', kind: 'other', name: id };
}

const parentOf = (body: string, id: string) =>
  id === 'ITU' ? null : body === 'itu-t' && id !== 'ITU-T' ? 'ITU-T' : 'ITU';

/** A tenure's or meeting's key out of words in any script: accents off, other scripts by their code points. */
export function slugOf(text: string): string {
  const latin = plainLetters(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (/[a-z]/.test(latin)) return latin;
  return [...text.normalize('NFC').replace(/\s+/g, '')].map((c) => c.codePointAt(0)?.toString(16)).join('-');
}
