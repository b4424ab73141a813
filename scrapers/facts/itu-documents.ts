import { Unexpected } from '#lib/unexpected.ts';
import { blank } from '#prisma/records.ts';
import type { Reader } from '../contract.ts';
import { authorRows } from '../itu/authors.ts';
import { periodOn } from '../itu/periods.ts';
import { day, evidenceOf, oneOf, orNull, readFacts, whole } from './csv.ts';
import { meetingId } from './itu-meetings.ts';
import { path, type Rows } from './itu-rows.ts';

export async function documents(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('documents'), [
    'id',
    'body',
    'kind',
    'group',
    'study_period',
    'number',
    'rev',
    'title',
    'sources',
    'date',
    'date_precision',
    'meeting_start',
    'questions',
    'visibility',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const submitted = day(fact.date, where);
    const meeting = day(fact.meeting_start, where);
    const { evidence, source_url } = evidenceOf(fact, where);
    rows.document.push({
      ...blank('document'),
      id: fact.id,
      body: oneOf(fact.body, ['itu-t', 'itu-r', 'itu'], where),
      kind: oneOf(fact.kind, ['contribution', 'temporary-document'], where),
      number: whole(fact.number, where),
      title: fact.title || 'Title not known',
      submitted,
      published: submitted,
      published_precision: submitted ? oneOf(fact.date_precision, ['day', 'month', 'year'], where) : null,
      // Single documents somebody quoted: no list of them is complete, so no share is counted from them.
      stage: 'sample',
      group_id: fact.group,
      rev: orNull(fact.rev),
      study_period: whole(fact.study_period, where),
      meeting_id:
        meeting && /^(?:SG\d|TSAG|WTSA-)/.test(fact.group) ? meetingId(fact.group, meeting, where) : null,
      questions: orNull(fact.questions),
      visibility: fact.visibility ? oneOf(fact.visibility, ['public', 'login'], where) : null,
      evidence,
      url: source_url,
      index_page_id: pageId,
      notes: orNull(fact.note),
    });
    const names = fact.sources ? fact.sources.split('; ') : [];
    const authors = authorRows(fact.id, names, submitted, pageId);
    rows.authorship.push(...authors.authorship);
    rows.authorship_organisation.push(...authors.parts);
  }
}

/** Every Recommendation the Operational Bulletin announced, amendments and corrigenda among them; complete for 2017 to 2023. */
export async function recommendations(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('recommendations'), [
    'number',
    'approved',
    'title',
    'announced',
    'bulletin',
    'bulletin_year',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    const found = /^(\d{4})-(\d\d)$/.exec(fact.approved);
    const series = /^[A-Z](?=\.\d)/.exec(fact.number)?.[0];
    if (!found || !series)
      throw new Unexpected(where, `${fact.number}, ${fact.approved}`, 'like G.1000, 2017-03');
    const approved = day(`${fact.approved}-01`, where);
    const isAap = /^AAP-\d+$/.test(fact.announced);
    if (!isAap && !/^Circular \d+$/.test(fact.announced))
      throw new Unexpected(where, fact.announced, 'AAP-… or Circular …');
    const bulletin = `T-SP-OB.${whole(fact.bulletin, where)}-${whole(fact.bulletin_year, where)}-OAS-PDF-E.pdf`;
    rows.document.push({
      ...blank('document'),
      id: `ITU-T ${fact.number} (${found[2]}/${found[1]})`,
      body: 'itu-t',
      kind: 'recommendation',
      title: fact.title || `ITU-T ${fact.number}`,
      published: approved,
      published_precision: 'month',
      stage: 'published',
      area: series,
      study_period: approved ? (periodOn(approved)?.firstYear ?? null) : null,
      approval_process: isAap ? 'AAP' : null,
      visibility: 'public',
      evidence: 'secondary',
      url: `https://www.itu.int/dms_pub/itu-t/opb/sp/${bulletin}`,
      index_page_id: pageId,
      notes: `Announced in Operational Bulletin ${fact.bulletin} (${isAap ? fact.announced : `TSB ${fact.announced}`}); read in a copy of its text.`,
    });
  }
}
