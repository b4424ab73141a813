import type { Store } from '#prisma/client.ts';
import { bareDownload, load } from './loading.ts';
import type { Measured } from './measure.ts';

const loaded = [
  'ietf-groups',
  'ietf-drafts',
  'ietf-roles',
  'ietf-meetings',
  'ietf-interims',
  'ietf-liaisons',
];

/**
 * Everything the mirror's Datatracker holds, read, checked, archived and saved by a process of its own, beside a bare
 * download of the same pages one after another; the same again when nothing has changed; and the memory.
 */
export async function datatracker(mirrorUrl: string, store: Store, dir: string): Promise<Measured[]> {
  const first = await load(loaded, mirrorUrl, store, dir);
  const bare = await bareDownload(loaded, mirrorUrl, store);
  const second = await load(loaded, mirrorUrl, store, dir);
  const peer = `bare download of ${bare.pages} pages`;
  return [
    {
      question: 'the whole Datatracker, read and saved',
      ours: first.milliseconds,
      peer,
      theirs: bare.milliseconds,
      target: 1.5,
    },
    { question: 'its memory at most', ours: first.peak, peer: '1 GiB', theirs: 1024, target: 1, unit: 'MiB' },
    {
      question: 'the same again, unchanged',
      ours: second.milliseconds,
      peer,
      theirs: bare.milliseconds,
      target: null,
    },
  ];
}
