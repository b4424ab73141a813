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
 * Everything the mirror's Datatracker holds, read, checked, archived and saved by a process of its own into a database
 * that has the starter data, beside a bare download of the same pages one after another; the same again when nothing has
 * changed, beside one of the pages that this asks for; and the memory. `how`: how the mirror answers.
 */
export async function datatracker(
  mirrorUrl: string,
  store: Store,
  dir: string,
  how: string,
): Promise<Measured[]> {
  const first = await load(loaded, mirrorUrl, store, dir);
  const bare = await bareDownload(loaded, mirrorUrl, store, first.began);
  const again = await load(loaded, mirrorUrl, store, dir);
  const bareAgain = await bareDownload(loaded, mirrorUrl, store, again.began);
  return [
    {
      question: `the whole Datatracker, read and saved, ${how}`,
      ours: first.milliseconds,
      peer: `bare download of ${bare.pages} pages`,
      theirs: bare.milliseconds,
      target: 1.5,
    },
    {
      question: 'its processor time, without the database and the mirror',
      ours: first.processor,
      peer: `bare download of ${bare.pages} pages`,
      theirs: bare.milliseconds,
      target: null,
    },
    { question: 'its memory at most', ours: first.peak, peer: '1 GiB', theirs: 1024, target: 1, unit: 'MiB' },
    {
      question: 'the same again, unchanged',
      ours: again.milliseconds,
      peer: `bare download of ${bareAgain.pages} pages`,
      theirs: bareAgain.milliseconds,
      target: null,
    },
  ];
}
