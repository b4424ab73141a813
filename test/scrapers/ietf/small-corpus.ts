import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const whole = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'corpus', 'datatracker');
const drafts = 400;
const registrations = 2600;

type Line = Record<string, unknown>;

/**
 * A part of the mirror's Datatracker that is read in seconds: every group, role, person and liaison statement, the first
 * few hundred drafts with what belongs to them, the first meetings' registrations.
 * @returns the folder, for MIRROR_CORPUS
 */
export async function smallCorpus(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rapporteur-corpus-'));
  await mkdir(join(folder, 'datatracker'));
  const copy = async (table: string, keep: (line: Line, at: number) => boolean) => {
    const lines = gunzipSync(await readFile(join(whole, `${table}.jsonl.gz`)))
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .filter((line, at) => keep(JSON.parse(line) as Line, at));
    await writeFile(
      join(folder, 'datatracker', `${table}.jsonl.gz`),
      gzipSync(lines.join('\n'), { level: 1 }),
    );
    return lines;
  };
  let seen = 0;
  const documents = await copy(
    'doc.document',
    (line) => !String(line.type).endsWith('/draft/') || seen++ < drafts,
  );
  const known = documents.map((line) => JSON.parse(line) as Line);
  const all = new Set(known.map((line) => line.resource_uri));
  const kept = new Set(
    known.filter((line) => String(line.type).endsWith('/draft/')).map((line) => line.resource_uri),
  );
  await copy('doc.documentauthor', (line) => kept.has(line.document));
  await copy('doc.rfcauthor', (line) => kept.has(line.document));
  await copy('doc.docevent', (line) => kept.has(line.doc));
  await copy('doc.relateddocument', (line) => all.has(line.source) && all.has(line.target));
  await copy('meeting.registration', (_, at) => at < registrations);
  for (const table of [
    ...['group.group', 'group.grouphistory', 'group.groupevent', 'group.role', 'group.rolehistory'],
    ...['person.person', 'person.email', 'meeting.meeting', 'doc.state', 'doc.statetype', 'name'],
    ...['liaisons.liaisonstatement', 'liaisons.liaisonstatementevent', 'liaisons.relatedliaisonstatement'],
  ])
    await copy(table, () => true);
  return folder;
}
