import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#prisma/client.ts';
import Person from '../../app/people/[id]/page.tsx';
import { serveFrom } from '../api.ts';
import { insertRows } from '../counting.ts';
import { freshDatabase } from '../database.ts';

let store: Store;
beforeAll(async () => {
  store = await freshDatabase();
  await insertRows(store, {
    person: [{ id: '7', body: 'ietf', name: 'Ada Example' }],
    document: [
      {
        id: 'draft-example-x',
        body: 'ietf',
        kind: 'internet-draft',
        title: 'X',
        stage: 'active',
        submitted: '2011-12-01',
        last_submitted: '2015-04-02',
        rev: '09',
      },
    ],
    authorship: [
      {
        document_id: 'draft-example-x',
        position: 1,
        name: 'Ada Example',
        role: 'author',
        is_organisation: false,
        affiliation: 'Mozilla',
      },
    ],
    authorship_person: [{ document_id: 'draft-example-x', position: 1, person_id: '7', name: 'Ada Example' }],
  });
  serveFrom(store);
});
afterAll(() => store.close());

const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the documents of a person', () => {
  it('stand under the day of the revision that prints the affiliation beside them', async () => {
    const html = words(renderToStaticMarkup(await Person({ params: Promise.resolve({ id: '7' }) } as never)));
    expect(html).toContain('the day of its newest revision');
    expect(html).toContain('draft-example-x X 2 April 2015 Mozilla');
  });
});
