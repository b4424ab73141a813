import type { Metadata } from 'next';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { concentrationOfAuthorship } from '#metrics/concentration-of-authorship.ts';
import { coverage } from '#metrics/coverage.ts';
import type { Search } from '../_charts/address.ts';
import { FigureOf } from '../_ui/figure-of.tsx';
import { KindChoice } from '../_ui/kind-choice.tsx';
import { readKnownState } from '../_ui/known-state.ts';
import { Refusal, refusing } from '../_ui/refusal.tsx';
import { Statements } from '../_ui/statements.tsx';

export const metadata: Metadata = { title: 'IETF: who writes the RFCs' };

export default async function Ietf({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const read = await refusing(() => readKnownState('/ietf', search, authorshipByCountry, { body: 'ietf' }));
  if (!read.ok) return <Refusal error={read.error} path="/ietf" />;
  const state = read.value;
  return (
    <>
      <p className="kicker">Internet Engineering Task Force</p>
      <h1>Who writes the Internet’s standards?</h1>
      <p className="lede">
        The <abbr title="Internet Engineering Task Force">IETF</abbr> publishes its standards as{' '}
        <abbr title="Requests for Comments: the numbered documents of the Internet’s standards, since 1969">
          RFCs
        </abbr>
        . Every one names its authors, and most say for whom they work and where. This page counts them.
      </p>
      <p className="note">
        People take part in the IETF as individuals. A country here is what an author’s own address says,
        never a nationality; an affiliation is what the document prints.
      </p>
      <KindChoice state={state} />
      <FigureOf metric={authorshipByCountry} state={state} />
      <FigureOf metric={authorshipByOrganisation} state={state} />
      <FigureOf metric={concentrationOfAuthorship} state={state} controls={[]} />
      <FigureOf metric={coverage} state={state} controls={[]} />
      <Statements bodies={['ietf']} heading="What others counted" />
      <p>
        <a href="/groups">Every working group</a> · <a href="/documents">every document</a> ·{' '}
        <a href="/countries">every country</a> · <a href="/organisations">every organisation</a>
      </p>
    </>
  );
}
