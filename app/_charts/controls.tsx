import { counts, countWords, type Params, periods, rulesOf, ruleWords } from '#metrics/contract.ts';
import { address, type FigureState } from './address.ts';

type Control = 'rule' | 'count' | 'by' | 'shape';

const spans: readonly [words: string, from: string | null, to: string | null][] = [
  ['since 1969', null, null],
  ['since 2000', '2000-01-01', null],
  ['since 2010', '2010-01-01', null],
];

/** The quiet row above a figure: every choice is a link, every state has its address. */
export function Controls({
  params,
  state,
  which,
  anchor,
  spans: hasSpans = true,
  ruleLabel = 'Country by',
}: {
  params: Params;
  state: FigureState;
  which: readonly Control[];
  anchor: string;
  /** Whether the usual spans of years are offered. */
  spans?: boolean;
  /** What stands before the rules. */
  ruleLabel?: string;
}) {
  const link = (words: string, href: string, isOn: boolean, title?: string) => (
    <a key={words} href={`${href}#${anchor}`} aria-current={isOn ? 'true' : undefined} title={title}>
      {words}
    </a>
  );
  return (
    <>
      {which.includes('rule') && (
        <p className="row">
          <span>{ruleLabel}</span>
          <span className="choice">
            {rulesOf(params.body).map((rule) =>
              link(rule, address(state, { params: { rule } }), params.rule === rule, ruleWords[rule]),
            )}
          </span>
        </p>
      )}
      {which.includes('count') && (
        <p className="row">
          <span>Counting</span>
          <span className="choice">
            {counts.map((count) =>
              link(count, address(state, { params: { count } }), params.count === count, countWords[count]),
            )}
          </span>
        </p>
      )}
      {which.includes('by') && (
        <p className="row">
          <span>By</span>
          <span className="choice">
            {periods.map((by) =>
              link(
                by === 'all' ? 'whole span' : by,
                address(state, { params: { by, ...(by === 'all' ? {} : { against: null }) } }),
                params.by === by,
              ),
            )}
          </span>
          <span className="choice">
            {(hasSpans ? spans : []).map(([words, from, to]) =>
              link(words, address(state, { params: { from, to } }), params.from === from && params.to === to),
            )}
          </span>
          {which.includes('shape') && params.by !== 'all' && params.count !== 'whole' && (
            <span className="choice">
              {link('lines', address(state, { shape: 'lines' }), state.shape === 'lines')}
              {link('stacked', address(state, { shape: 'stacked' }), state.shape === 'stacked')}
            </span>
          )}
        </p>
      )}
    </>
  );
}
