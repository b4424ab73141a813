import { dayInWords } from '#lib/week.ts';
import type { WeekProposal } from '#metrics/week.ts';
import { familyOf, type Happening, idInWords, tag, tell, weights } from './happening.ts';
import { line, quoted } from './words.ts';

export function ofProposal(step: WeekProposal): Happening {
  const { id, what, proposal, name, title, said, date, document, evidence } = step;
  const kind = what === 'step' ? 'proposal-event' : 'candidate';
  const grade = /second-hand|unchecked/.test(evidence) ? ' This is second-hand.' : '';
  const sentence =
    what === 'step'
      ? `${line(name, 60)}, ${dayInWords(date)}: ${line(said, 200)}${grade}`
      : `${idInWords(document ?? '')} ${quoted(title)} may continue ${line(name, 60)}: ${line(said, 120)} This is a candidate, not a finding.`;
  return tell({
    key: `proposal-${what}:${id}`,
    body: familyOf(step.body),
    section: 'documents',
    kind,
    headline: line(`${name}: ${what === 'step' ? said : title}`, 80).replace(/\.$/, ''),
    sentence,
    lead: what === 'step' ? line(name, 60) : idInWords(document ?? ''),
    date,
    title: line(`${name} ${title}`, 400).toLowerCase(),
    subjects: [
      tag('proposal', proposal),
      tag('document', document),
      ...step.organisations.map((organisation) => tag('organisation', organisation)),
      ...step.countries.map((country) => tag('country', country)),
      ...step.blocs.map((bloc) => tag('bloc', bloc)),
      tag('event-kind', kind),
    ],
    row: { id: document ?? id, title: line(title, 300), date },
    source: step.sourceUrl,
    weight: weights[kind],
  });
}
