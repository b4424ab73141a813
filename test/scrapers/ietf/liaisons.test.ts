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
        [{ id: 7, name: 'liaison-2020-attachment-1', title: 'Comments on draft-ietf-quic-http-03' }],
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
});
