import type { Metric, Node, Params } from '#metrics/contract.ts';
import { amount, percent } from '../_ui/words.ts';
import { rowQuery } from './address.ts';
import { type PairMatrix, pairKey } from './pair-matrix.ts';
import { documentsOf } from './rows.ts';

interface Props {
  metric: Metric;
  params: Params;
}

/** Who writes with whom: each number opens the documents that name both. The darker, the more; the numbers say it too. */
export function Matrix({ metric, params, matrix }: Props & { matrix: PairMatrix }) {
  const { nodes, of, cells, most } = matrix;
  const startsCommunity = (at: number) => at > 0 && nodes[at]?.community !== nodes[at - 1]?.community;
  const edge = (row: number, column: number) =>
    [startsCommunity(row) && 'top', startsCommunity(column) && 'left'].filter(Boolean).join(' ') || undefined;
  return (
    <>
      <section className="scroll" tabIndex={0} aria-label="Matrix of who writes with whom, scrollable">
        <table className="matrix">
          <caption>
            Documents that name both: the {amount(nodes.length)} of {amount(of)} who share the most. Lines
            part communities: those who write with each other more than with the rest.
          </caption>
          <thead>
            <tr>
              <td />
              {nodes.map(({ key, label }, at) => (
                <th key={key} scope="col" className={edge(0, at)}>
                  <span>{label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {nodes.map((row, at) => (
              <tr key={row.key}>
                <th scope="row" className={edge(at, 0)}>
                  {row.label}
                </th>
                {nodes.map((column, place) => {
                  const count = cells[at]?.[place] ?? null;
                  const href = documentsOf(metric, params, {
                    period: 'all',
                    key: pairKey(row.key, column.key),
                  });
                  return (
                    <td
                      key={column.key}
                      className={edge(at, place)}
                      style={count ? { background: shade(count / most) } : undefined}
                    >
                      {count === null ? (
                        <span aria-hidden="true">╲</span>
                      ) : count === 0 || !href ? (
                        <span className="soft">{count}</span>
                      ) : (
                        <a href={href} title={`${row.label} and ${column.label}`}>
                          {amount(count)}
                        </a>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h3>The pairs that sign most together</h3>
    </>
  );
}

/** Never so dark that ink on it is hard to read; by the root, so that the many small numbers differ too. */
const shade = (part: number) =>
  `color-mix(in srgb, var(--s0) ${Math.round(6 + 34 * Math.sqrt(part))}%, transparent)`;

/** Everybody who writes with somebody: how many documents, with how many others, how much in between, in which community. */
export function NodeTable({ params, nodes }: { params: Params; nodes: readonly Node[] }) {
  const shown = nodes.slice(0, mostShown);
  return (
    <table>
      <caption>
        {amount(nodes.length)} who write with others
        {nodes.length > mostShown
          ? `, the ${amount(mostShown)} of most documents shown; the JSON holds all`
          : ''}
        . Between: the share of shortest ways between two others that lead through this one. Communities are
        found by the Louvain method and numbered by their documents.
      </caption>
      <thead>
        <tr>
          <th scope="col">{params.of === 'country' ? 'Country' : 'Organisation'}</th>
          {['Documents', 'Writes with', 'Between', 'Community'].map((head) => (
            <th key={head} scope="col" className="n">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((node) => (
          <tr key={node.key}>
            <th scope="row">{node.label}</th>
            <td className="n">
              <a href={`/documents?${rowQuery({ ...params, count: 'whole', [params.of]: node.key })}`}>
                {node.documents}
              </a>
            </td>
            <td className="n">{node.partners}</td>
            <td className="n" data-sort={node.betweenness}>
              {percent(node.betweenness)}
            </td>
            <td className="n">{node.community}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const mostShown = 500;
