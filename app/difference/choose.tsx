import { spanBefore, spanWords } from '#metrics/against.ts';
import { authorshipByCountry } from '#metrics/authorship-by-country.ts';
import { authorshipByOrganisation } from '#metrics/authorship-by-organisation.ts';
import { othersKey, type Params } from '#metrics/contract.ts';
import { differenceAsked } from '#metrics/difference.ts';
import { paramsToQuery } from '#metrics/params.ts';
import { dataEnd } from '#metrics/unfinished.ts';
import type { FigureState } from '../_charts/address.ts';
import { lastYears } from '../_charts/against.tsx';
import { notAuthors } from '../_charts/answer.ts';
import { BodyChoice, Filters } from '../_ui/filters.tsx';
import { bodyNames, kindName } from '../_ui/words.ts';
import { store } from '../store.ts';

const shown = 6;

/** Where a difference is not asked for in full: what it takes, as a form, and those of the largest as links. */
export async function Choose({ state }: { state: FigureState }) {
  const { params } = state;
  const open = await store();
  const { body, kind, rule, count } = params;
  const ask = { ...params, country: null, organisation: null, against: null, by: 'all' } as const;
  const seen = await authorshipByCountry.read(open, { ...ask, from: null, to: null });
  const end = dataEnd(seen);
  const now = end === null ? null : lastYears(end);
  const before = now && spanBefore(now);
  const [countries, organisations] = now
    ? await Promise.all(
        [authorshipByCountry, authorshipByOrganisation].map((metric) =>
          metric.read(open, { ...ask, ...now }),
        ),
      )
    : [];
  const links = (reading: typeof countries, name: 'country' | 'organisation') =>
    (reading?.rows ?? [])
      .filter(
        ({ key }) => key !== null && !notAuthors.has(key) && !/^(?:international|independent)$/.test(key),
      )
      .filter(({ key }) => key !== othersKey)
      .slice(0, shown)
      .map(({ key, label }) => {
        const asked: Partial<Params> = { body, kind, rule, count, ...now, [name]: key };
        const query = paramsToQuery({ ...asked, against: `${before?.from}..${before?.to}` });
        return (
          <li key={key}>
            <a href={`/difference?${query}`}>{label}</a>
          </li>
        );
      });
  return (
    <>
      <h1>Does a difference stand under every rule?</h1>
      <p className="lede">
        A share that rises under one rule may fall under another, and the unknown may hide either. Name one
        country or one organisation, a span of years and the one it is compared with: this page tells the
        difference under every rule and every counting, and what the unknown leaves open.
      </p>
      <BodyChoice metric={differenceAsked} state={state} />
      <Filters metric={differenceAsked} state={state} />
      {now && before && (countries?.rows.length ?? 0) > 0 && (
        <>
          <h2>
            {bodyNames[body]}, {kindName(kind)}: {spanWords(now)} with {spanWords(before)}
          </h2>
          <p className="note">Those with most, of what is known. The newest years that were read whole.</p>
          <ul className="row">{links(countries, 'country')}</ul>
          <ul className="row">{links(organisations, 'organisation')}</ul>
        </>
      )}
    </>
  );
}
