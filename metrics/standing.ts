import { sql } from '#prisma/client.ts';

/**
 * Whether organisation `o` is shown in lists. Our list has an administration for every country and territory, so that one
 * is known when it speaks; most territories have none at the ITU, so only those are shown that a document or a post names,
 * or whose country the ITU lists as a member state.
 */
export const isStanding = sql`(
  o.kind <> 'administration'
  or exists (select from authorship_organisation s where s.organisation_id = o.id and s.removed_at is null)
  or exists (select from tenure s where s.organisation_id = o.id and s.removed_at is null)
  or exists (select from tenure_affiliation s where s.organisation_id = o.id and s.removed_at is null)
  or exists (select from member_state s where s.country = o.country and s.removed_at is null))`;
