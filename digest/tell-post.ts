import { dayInWords } from '#lib/week.ts';
import { postWords } from '#metrics/post-words.ts';
import type { WeekPost } from '#metrics/week.ts';
import { familyOf, type Happening, tag, tell, weights } from './happening.ts';
import { line } from './words.ts';

export function ofPost(post: WeekPost): Happening {
  const kind = post.what === 'started' ? 'post-started' : 'post-ended';
  const person = line(post.person, 60);
  const role = `${line(postWords(post.post), 48)} of ${line(post.groupName, 60)}`;
  const from = post.organisationText ? ` (as stated: ${line(post.organisationText, 50)})` : '';
  const grade = /second-hand|unchecked/.test(post.evidence) ? ' This is second-hand.' : '';
  const day = dayInWords(post.date);
  const isSure = post.basis === 'stated' || post.basis === 'group-concluded';
  const record = post.basis === 'snapshot' ? `by the record of ${day}` : null;
  const verb =
    post.what === 'started'
      ? isSure
        ? `became ${role} on ${day}`
        : `is ${record ? '' : 'first seen as '}${role}${record ? ` ${record}` : ` on ${day}`}`
      : isSure
        ? `ceased to be ${role} on ${day}`
        : `is no longer listed as ${role} (${record ?? `last seen ${day}`})`;
  return tell({
    key: `post-${post.what}:${post.id}`,
    body: familyOf(post.body),
    section: 'posts',
    kind,
    headline: line(`${person}, ${role}${post.what === 'started' ? '' : ', leaves'}`, 70),
    sentence: `${person}${from} ${verb}.${grade}`,
    lead: person,
    date: post.date,
    title: line(`${post.groupName} ${post.post}`, 400).toLowerCase(),
    subjects: [
      tag('post', `${post.group}/${post.post}`),
      tag('group', post.group),
      tag('group', post.parent),
      tag('organisation', post.organisation),
      tag('country', post.country),
      ...post.blocs.map((bloc) => tag('bloc', bloc)),
      tag('event-kind', kind),
    ],
    row: { id: post.id, title: `${person}, ${role}`, date: post.date },
    source: post.sourceUrl,
    weight: weights[kind],
  });
}
