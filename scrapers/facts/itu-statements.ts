import type { Reader } from '../contract.ts';
import { countryCode, day, evidenceOf, oneOf, orNull, readFacts } from './csv.ts';
import { path, type Rows } from './itu-rows.ts';

/** What others counted, as sentences: each by its own definition, of its own day. */
export async function statements(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('statements'), [
    'id',
    'body',
    'occasion',
    'on',
    'precision',
    'said_by',
    'says',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    rows.published_statement.push({
      id: fact.id,
      body: oneOf(fact.body, ['ietf', 'itu-t', 'itu-r', 'itu-d', 'itu'], where),
      occasion: fact.occasion,
      on: day(fact.on, where),
      on_precision: fact.on ? oneOf(fact.precision, ['day', 'month', 'year'], where) : null,
      said_by: fact.said_by,
      says: fact.says,
      ...evidenceOf(fact, where),
      note: orNull(fact.note),
      page_id: pageId,
    });
  }
}

/** Ministries and authorities that told the Operational Bulletin of another name. */
export async function administrationNames(reader: Reader, rows: Rows): Promise<void> {
  const { pageId, rows: facts } = await readFacts(reader, path('administration-names'), [
    'country',
    'seat',
    'former',
    'name',
    'announced',
    'bulletin',
    'evidence',
    'source',
    'note',
  ]);
  for (const fact of facts) {
    const { where } = fact;
    rows.administration_name.push({
      country: countryCode(fact.country, where),
      announced: day(fact.announced, where),
      former: fact.former,
      name: fact.name,
      seat: fact.seat,
      bulletin: fact.bulletin,
      ...evidenceOf(fact, where),
      note: orNull(fact.note),
      page_id: pageId,
    });
  }
}
