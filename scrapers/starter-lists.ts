import { Unexpected } from '#lib/unexpected.ts';
import type { PrintedList, PrintedMember } from './ietf/printed-lists.ts';
import { readLines, starterFile, writeLines } from './starter-file.ts';

const source = 'ietf-rfcs-lists';
const file = starterFile(source);

/** name, post, words beside it, affiliation, line. */
type PackedMember = [string, PrintedMember['post'], string | null, string | null, number];
/** One line a list, after a first line that names the file. */
interface Line extends Omit<PrintedList, 'members'> {
  id: string;
  members: PackedMember[];
}

/**
 * Writes the lists of boards that RFCs print, beside the starter data of ietf-rfcs. The same texts give the same bytes.
 * @param lists by id of the RFC
 * @returns the bytes written
 */
export async function writeStarterLists(
  lists: ReadonlyMap<string, readonly PrintedList[]>,
  to = file,
): Promise<number> {
  const lines = [...lists].flatMap(([id, printed]) =>
    printed.map(
      ({ members, ...list }): Line => ({
        id,
        ...list,
        members: members.map(({ name, post, words, affiliation, line }) => [
          name,
          post,
          words,
          affiliation,
          line,
        ]),
      }),
    ),
  );
  return writeLines(
    to,
    [{ source, format: 1 }, ...lines].map((line) => JSON.stringify(line)),
  );
}

/** The lists by id of the RFC, in the order of the text. @throws Unexpected when the file is not whole */
export function readStarterLists(from = file): Map<string, PrintedList[]> {
  const [head = '', ...lines] = readLines(from);
  if (head !== JSON.stringify({ source, format: 1 }))
    throw new Unexpected(from, head.slice(0, 80), `starter data ${source}, format 1`);
  const lists = new Map<string, PrintedList[]>();
  for (const line of lines) {
    const { id, members, ...list } = JSON.parse(line) as Line;
    const read = members.map(([name, post, words, affiliation, at]) => ({
      name,
      post,
      words,
      affiliation,
      line: at,
    }));
    lists.set(id, [...(lists.get(id) ?? []), { ...list, members: read }]);
  }
  return lists;
}
