import { correctionsFor } from './corrections.ts';
import type { Digest, Prepared, Reader } from './digest.ts';
import { type Chosen, fitIn, frameWords, mostWords } from './fit.ts';
import { type Follow, followKey, followKinds } from './follow-kinds.ts';
import { type Happening, idInWords } from './happening.ts';
import { statusOf } from './status.ts';
import { subjectOf } from './subject.ts';
import { countWords, line } from './words.ts';

/** The letter of one reader. Pure: the same week, follows and told events give the same letter. */
export function compose(prepared: Prepared, reader: Reader): Digest {
  const { week } = prepared;
  const isGeneral = reader.follows.length === 1 && reader.follows[0]?.kind === 'general';
  const status = statusOf(prepared, reader);
  const statusWords = countWords(status.lines.join(' '));
  const fitted = fitIn(
    chosenFor(prepared, reader, isGeneral),
    correctionsFor(prepared, reader),
    mostWords - frameWords - statusWords,
  );
  const quiet = fitted.taken.length === 0 && status.keys.length === 0;
  return {
    week: week.name,
    from: week.from,
    to: week.to,
    general: isGeneral,
    subject: subjectOf(week, fitted, status, isGeneral),
    status: status.lines,
    sections: fitted.sections,
    quiet,
    due: !quiet || reader.quiet === 'every' || (reader.quiet === 'fourth' && reader.quietWeeks >= 3),
    keys: [...status.keys, ...fitted.taken.flatMap((one) => one.keys)],
    words: fitted.words + frameWords + statusWords,
  };
}

/** What the reader's follows find and no letter told before, each event once. */
function chosenFor(prepared: Prepared, { follows, told }: Reader, isGeneral: boolean): Chosen[] {
  const chosen = new Map<string, Chosen>();
  const covered = new Set<string>();
  // Of two follows that find one event, the narrower one is why it is told.
  const narrowFirst = follows.toSorted((a, b) => Number(a.kind === 'general') - Number(b.kind === 'general'));
  for (const follow of narrowFirst) {
    for (const happening of found(prepared, follow)) {
      if (chosen.has(happening.key) || covered.has(happening.key) || told[happening.key]) continue;
      chosen.set(happening.key, { happening, why: isGeneral ? null : whyOf(prepared, follow) });
      for (const member of happening.members) covered.add(member);
    }
  }
  return [...chosen.values()];
}

/** The events of the week that answer to a follow. */
export function found(prepared: Prepared, follow: Follow): readonly Happening[] {
  if (follow.kind === 'general') return prepared.general;
  if (follow.kind === 'keyword') return titled(prepared, follow.subject);
  const key = followKey(follow);
  const heir = prepared.heirs[key];
  const own = prepared.bySubject.get(key) ?? [];
  return heir ? [...own, ...(prepared.bySubject.get(heir) ?? [])] : own;
}

function titled(prepared: Prepared, subject: string): readonly Happening[] {
  const known = prepared.byKeyword.get(subject);
  if (known) return known;
  const word = new RegExp(
    `(?<![\\p{L}\\p{N}])${subject.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'iu',
  );
  const hits = prepared.happenings.filter((one) => word.test(one.title));
  prepared.byKeyword.set(subject, hits);
  return hits;
}

function whyOf(prepared: Prepared, follow: Follow): string {
  const key = followKey(follow);
  const known = prepared.whys.get(key);
  if (known) return known;
  const name = follow.kind === 'general' ? followKinds.general : nameOf(prepared, key, follow.subject);
  const heir = prepared.heirs[key];
  const now = heir ? ` (now part of ${nameOf(prepared, heir, heir.replace(/^[^:]*:/, ''))})` : '';
  const why = follow.kind === 'keyword' ? `You follow the word “${name}”.` : `You follow ${name}${now}.`;
  prepared.whys.set(key, why);
  return why;
}

const nameOf = ({ names }: Prepared, key: string, subject: string) =>
  line(names[key] ?? (key.startsWith('document:') ? idInWords(subject) : subject), 60);
