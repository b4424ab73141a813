import type { Row } from '#prisma/records.ts';
import type { PrintedList } from './printed-lists.ts';

/**
 * The rows of the lists one RFC prints.
 * @param publishedOf the day an RFC counts as published (ISO), by its id; null where there is none
 */
export function printedPosts(
  id: string,
  lists: readonly PrintedList[],
  publishedOf: (id: string) => string | null,
  pageId: number | null,
): Row<'printed_post'>[] {
  return lists.flatMap(({ group, time, of, members }, at) => {
    const meant = of === 'own' ? id : of === 'earlier' ? null : of;
    return members.map((member, place) => ({
      document_id: id,
      list: at + 1,
      position: place + 1,
      group_id: group,
      post: member.post,
      person_name: member.name,
      words: member.words,
      organisation_text: member.affiliation,
      time_text: time,
      as_of: meant && publishedOf(meant),
      as_of_document_id: meant,
      line: member.line,
      page_id: pageId,
    }));
  });
}
