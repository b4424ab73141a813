import { Feed } from 'feed';
import { settings } from '#lib/env.ts';
import { version } from '#lib/version.ts';
import { differencesOf, manyPath, manyWords, recordName, tellsMany } from '#metrics/change-words.ts';
import { type Change, type ChangeKind, newestChanges } from '#metrics/changes.ts';
import { readHealth } from '#metrics/health.ts';
import { knownParams } from '#metrics/known.ts';
import type { Endpoint } from '../_http/endpoint.ts';
import { limitParameter } from '../_http/query.ts';
import { changeFilter, changeParameters } from './changes.ts';

const said: Record<ChangeKind, string> = {
  added: 'New',
  changed: 'Changed',
  removed: 'Gone from its source',
  merged: 'Merged',
  corrected: 'Corrected',
};

export const feed: Endpoint = {
  path: '/feed.atom',
  summary: 'What changed, as an Atom feed',
  description:
    'What happened is one entry, as in /api/v1/changes: a document that was added with its authors, a source that calls ' +
    'itself otherwise on many documents with their number. The id of an entry never changes.',
  query: { ...changeParameters, limit: limitParameter(500, 100) },
  type: 'application/atom+xml',
  async read(store, { query }) {
    const filter = await knownParams(store, changeFilter(query, 500, 100));
    const [{ changes }, sources] = await Promise.all([newestChanges(store, filter), readHealth(store)]);
    const { publicUrl } = settings();
    const self = `${publicUrl}/feed.atom${query.size > 0 ? `?${query}` : ''}`;
    const read = sources.map((source) => source.lastGood ?? '').toSorted();
    const channel = new Feed({
      id: `${publicUrl}/feed.atom${query.size > 0 ? `?${query}` : ''}`,
      title: `Rapporteur: what changed${chosenWords(query)}`,
      description: 'Changes in the record of who shapes Internet standards.',
      link: publicUrl,
      feedLinks: { atom: self },
      generator: `Rapporteur ${version}`,
      copyright: '',
      updated: new Date(changes[0]?.at || read.at(-1) || 0),
    });
    for (const change of changes) {
      channel.addItem({
        id: `tag:${new URL(publicUrl).hostname},2026:change/${change.id}`,
        title: printable(escaped(titleOf(change))),
        link: `${publicUrl}${tellsMany(change) ? manyPath(change) : pathOf(change)}`,
        date: new Date(change.at),
        content: printable(contentOf(change)),
        author: [{ name: printable(change.source) }],
      });
    }
    return { text: channel.atom1(), type: 'application/atom+xml; charset=utf-8', caching: 'data' };
  },
};

/** What a feed is of, so that a reader's list of feeds tells them apart. */
function chosenWords(query: URLSearchParams): string {
  const chosen = [...query].filter(([name]) => name !== 'limit');
  return chosen.length > 0 ? ` (${chosen.map(([name, value]) => `${name} ${value}`).join(', ')})` : '';
}

function titleOf(change: Change): string {
  const { kind, recordType, recordKey, document, after, before } = change;
  const record = after ?? before;
  if (tellsMany(change)) return `${said[kind]}: ${manyWords(change)}`;
  const name = document
    ? `${document.id}${document.title ? `, ${document.title}` : ''}`
    : String(record?.name ?? record?.person_name ?? recordKey);
  const what = recordType === 'document' ? '' : ` (${recordName(recordType)})`;
  return `${said[kind]}: ${name}${what}`;
}

/** Where a reader sees the record now. */
function pathOf({ recordType, recordKey, document, after, before, page }: Change): string {
  const group = (after ?? before)?.group_id;
  if (document) return `/documents/${encodeURIComponent(document.id)}`;
  if (recordType === 'group') return `/groups/${encodeURIComponent(recordKey)}`;
  if (typeof group === 'string') return `/groups/${encodeURIComponent(group)}`;
  return page === null ? '/sources' : `/evidence/${page}`;
}

/** What differs, a line each. */
function contentOf({ recordType, before, after }: Change): string {
  const lines = differencesOf(recordType, before ?? {}, after ?? {}, '–').map((one) => {
    const [old, now] = [one.before ?? '…', one.after ?? '…'];
    if (!before || !after) return `${one.name}: ${after ? now : old}`;
    return old === now ? `${one.name}: written anew` : `${one.name}: ${old} → ${now}`;
  });
  return escaped(lines.join('\n')).replaceAll('\n', '<br/>');
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** XML has no place for most control characters and for half characters. */
const printable = (text: string) =>
  text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
