import { describe, expect, it } from 'vitest';
import { differencesOf, recordName } from '#metrics/change-words.ts';

const differences = (recordType: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  differencesOf(recordType, before, after).map(({ name, before, after }) => `${name}: ${before} → ${after}`);

describe('a change in words', () => {
  it('calls a record and its columns as a reader does, not as the database does', () => {
    expect(recordName('authorship_organisation')).toBe('organisation of an author');
    expect(
      differences(
        'document',
        { last_submitted: null, rev: '01' },
        { last_submitted: '2020-03-05', rev: '02' },
      ),
    ).toEqual(['newest revision posted on: nothing → 5 March 2020', 'revision: 01 → 02']);
  });

  it('says what became of a supporting member that a work item no longer names by itself', () => {
    expect(differences('authorship', { role: 'source' }, { role: 'sources' })).toEqual([
      'listed as: a source named by itself → several names in one line, not told apart',
    ]);
  });

  it('tells a month where no day is known, a post and a basis in words, and what is yes or no', () => {
    const month = { published_precision: 'month' };
    expect(
      differences('document', { ...month, published: '2020-03-01' }, { ...month, published: '2020-04-01' }),
    ).toEqual(['published: March 2020 → April 2020']);
    expect(
      differences(
        'tenure',
        { post: 'wp-chair', to_basis: 'last-seen', is_sample: false },
        { post: 'vice-chair', to_basis: 'stated', is_sample: true },
      ),
    ).toEqual([
      'post: chair of a working party → vice-chair',
      'how the end is known: no longer listed → stated',
      'from a sample: no → yes',
    ]);
  });

  it('does not quote the passages of a dossier', () => {
    expect(differencesOf('proposal', { context: [{ what: 'one' }] }, { context: [{ what: 'two' }] })).toEqual(
      [{ column: 'context', name: 'what stands beside it', before: null, after: null }],
    );
  });
});
