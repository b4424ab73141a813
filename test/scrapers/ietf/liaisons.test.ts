import { describe, expect, it } from 'vitest';
import { ietfLiaisons } from '#scrapers/ietf/liaisons.ts';
import { serve, type Tables } from './tables.ts';

const uri = (name: string) => `/api/v1/doc/document/${name}/`;
const statement = (id: number, more: Record<string, unknown>) => ({
  id,
  title: 'On our common work',
  deadline: null,
  purpose: '/api/v1/name/liaisonstatementpurposename/info/',
  state: '/api/v1/name/liaisonstatementstate/posted/',
  from_groups: [],
  to_groups: [],
  other_identifiers: '',
  attachments: [],
  ...more,
});
const tables = (statements: Record<string, unknown>[], attached: Record<string, unknown>[] = []): Tables => ({
  'group/group': [],
  'liaisons/liaisonstatement': statements,
  'liaisons/liaisonstatementevent': [],
  'liaisons/relatedliaisonstatement': [],
  'doc/document': attached,
});
const file = (name: string, external = '') => ({ uploaded_filename: name, external_url: external });
const named = async (given: Tables) => {
  const { reader, asked } = serve(given);
  const gathered = await ietfLiaisons.gather(reader);
  const rows = (gathered?.rows.relation ?? []).map((row) => `${row.source_id} ${row.type} ${row.target_id}`);
  return { rows, asked: asked.filter((path) => path.startsWith('doc/')) };
};

describe('a liaison statement of the IETF', () => {
  it('names the drafts and RFCs sent along with it, and those that titles of its attachments name', async () => {
    const { rows } = await named(
      tables(
        [
          statement(1502, {
            attachments: [uri('draft-ietf-dnsop-x'), uri('rfc8799'), uri('liaison-2020-attachment-1')],
          }),
        ],
        [
          {
            id: 7,
            name: 'liaison-2020-attachment-1',
            title: 'Comments on draft-ietf-quic-http-03',
            ...file('liaison-2020.pdf'),
          },
        ],
      ),
    );
    expect(rows).toEqual([
      'liaison-1502 names draft-ietf-dnsop-x',
      'liaison-1502 names rfc8799',
      'liaison-1502 names draft-ietf-quic-http',
    ]);
  });

  it('asks for no attachment where its name says all', async () => {
    const { rows, asked } = await named(
      tables([
        statement(1, {
          title: 'About RFC 791',
          attachments: [uri('draft-ietf-dnsop-x')],
          other_identifiers: 'RFC 1034',
        }),
      ]),
    );
    expect(rows).toEqual([
      'liaison-1 names rfc791',
      'liaison-1 names rfc1034',
      'liaison-1 names draft-ietf-dnsop-x',
    ]);
    expect(asked).toEqual([]);
  });

  it('keeps who it is from and to by the ids of the groups, and what was sent along with its title and address', async () => {
    const group = (id: number, acronym: string, name: string, type: string) => ({
      id,
      acronym,
      name,
      type: `/api/v1/name/grouptypename/${type}/`,
      state: '/api/v1/name/groupstatename/active/',
      parent: null,
      time: '2020-01-01T00:00:00Z',
    });
    const given = tables(
      [
        statement(1653, {
          from_groups: ['/api/v1/group/group/82/'],
          to_groups: ['/api/v1/group/group/7/', '/api/v1/group/group/8/'],
          attachments: [uri('draft-ietf-dnsop-x'), uri('liaison-1'), uri('liaison-2'), uri('liaison-3')],
        }),
      ],
      [
        { id: 7, name: 'liaison-1', title: 'The letter', ...file('liaison-1.pdf') },
        { id: 8, name: 'liaison-2', title: 'An old one', ...file('', 'file 8.doc') },
        { id: 9, name: 'liaison-3', title: 'Elsewhere', ...file('', 'https://example.org/x.pdf') },
      ],
    );
    const { reader } = serve({
      ...given,
      'group/group': [
        group(82, 'itu-t-tsag', 'ITU-T TSAG', 'sdo'),
        group(7, 'iab', 'Internet Architecture Board', 'iab'),
        group(8, 'dnsop', 'Domain Name System Operations', 'wg'),
      ],
    });
    const [row] = (await ietfLiaisons.gather(reader))?.rows.liaison ?? [];
    expect([row?.from_groups, row?.to_groups]).toEqual(['ITU-T TSAG', 'Internet Architecture Board; dnsop']);
    expect([row?.from_named, row?.to_named].map((one) => JSON.parse(one ?? ''))).toEqual([
      [{ group: 'itu-t-tsag', name: 'ITU-T TSAG' }],
      [
        { group: 'iab', name: 'Internet Architecture Board' },
        { group: 'dnsop', name: 'dnsop' },
      ],
    ]);
    expect(JSON.parse(row?.attachments ?? '')).toEqual([
      {
        name: 'draft-ietf-dnsop-x',
        title: null,
        url: 'https://datatracker.ietf.org/doc/draft-ietf-dnsop-x/',
      },
      {
        name: 'liaison-1',
        title: 'The letter',
        url: 'https://www.ietf.org/lib/dt/documents/LIAISON/liaison-1.pdf',
      },
      { name: 'liaison-2', title: 'An old one', url: 'https://datatracker.ietf.org/doc/liaison-2/' },
      { name: 'liaison-3', title: 'Elsewhere', url: 'https://example.org/x.pdf' },
    ]);
  });
});
