import { stringify } from 'csv-stringify/sync';
import { choicesIn, countedIn, type FigureContent } from '#metrics/figure.ts';
import type { Store } from '#prisma/client.ts';
import { type SourceNote, sourceNotes } from '#prisma/settings.ts';

const sourcesOf = async (store: Store, figure: FigureContent): Promise<SourceNote[]> => {
  const notes = await sourceNotes(store);
  return figure.sources.flatMap((id) => notes.filter((note) => note.id === id));
};

/**
 * A figure as CSV: lines beginning with # say what it is, then a header and one line a row. Text that a spreadsheet
 * could take for a formula gets an apostrophe before it; the byte order mark makes spreadsheets read UTF-8.
 */
export async function asCsv(store: Store, figure: FigureContent, address: string): Promise<string> {
  const sources = await sourcesOf(store, figure);
  const given = Object.entries(figure.params).filter(([, value]) => value !== null);
  const about: [string, string | number | null][] = [
    ['metric', figure.metric],
    ['question', figure.title],
    ['unit', figure.unit],
    ['definition', figure.method],
    ...choicesIn(figure).map(([name, , words]): [string, string] => [name, words]),
    ...given.map(([name, value]): [string, string | null] => [`parameter ${name}`, value]),
    ...(figure.counted
      ? (['documents', 'authorships'] as const).map((name): [string, string] => [
          `column ${name}`,
          figure.counted?.[name] ?? name,
        ])
      : []),
    ...(figure.columns ?? []).map(({ key, label, unit }): [string, string] => [
      `column ${key}`,
      `${label} (${unit})`,
    ]),
    ['as of', figure.asOf],
    ...(figure.newest ? [['newest counted in the month of', figure.newest] as [string, string]] : []),
    ...countedIn(figure).map(([what, number], at): [string, number] => [at ? what : `n (${what})`, number]),
    ['unknown', figure.unknown],
    ...figure.notes.map((note): [string, string] => ['note', note]),
    ...figure.caveats.map((caveat): [string, string] => ['mind', caveat]),
    ...sources.flatMap((source): [string, string][] => [
      ['source', `${source.title}, ${source.home}`],
      ['licence', source.licence],
    ]),
    ['version', figure.version],
    ['address', address],
  ];
  const more = (figure.columns ?? []).map((column) => column.key);
  const rows = figure.rows.map((row) => [
    row.period,
    row.key ?? '',
    row.label,
    row.value,
    row.documents,
    row.authorships,
    row.rank ?? '',
    ...more.map((name) => row.more?.[name] ?? ''),
  ]);
  const lines = [
    ...about.map(([name, value]) => [`# ${name}`, value ?? '']),
    ['period', 'key', 'label', 'value', 'documents', 'authorships', 'rank', ...more],
    ...rows,
  ];
  return stringify(lines, { bom: true, escape_formulas: true, record_delimiter: '\r\n' });
}

/** What somebody who finds the file in a year must know. */
export async function readme(store: Store, figure: FigureContent): Promise<string> {
  const sources = await sourcesOf(store, figure);
  const given = Object.entries(figure.params).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${value}`],
  );
  return [
    figure.title,
    `Counted as: ${figure.method}`,
    [
      `Unit: ${figure.unit}.`,
      ...choicesIn(figure).map(([name, , words]) => `${name === 'rule' ? 'Rule' : 'Counting'}: ${words}.`),
    ].join(' '),
    `Parameters: ${given.join(', ')}.`,
    `Data as of ${figure.asOf ?? 'an unknown day'}${figure.newest ? `, the newest counted of the month ${figure.newest.slice(0, 7)}` : ''}: ${countedIn(
      figure,
    )
      .map(([what, number]) => `${number} ${what}`)
      .join(', ')}.`,
    `Each row: period, key (null: unknown, a row of its own), label, value, documents and authorships it was counted from${
      figure.counted ? ` (here ${figure.counted.documents} and ${figure.counted.authorships})` : ''
    }, rank (null where withheld).`,
    ...figure.notes,
    ...figure.caveats,
    ...sources.map((source) => `Source: ${source.title}, ${source.home}. ${source.licence}.`),
    `Made by Rapporteur ${figure.version}.`,
  ].join('\n');
}
