import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settings } from '#lib/env.ts';
import { lastWeek } from '#lib/week.ts';
import { ietfGroups } from '#scrapers/ietf/groups.ts';
import { ietfLiaisons } from '#scrapers/ietf/liaisons.ts';
import { ietfRoles } from '#scrapers/ietf/roles.ts';
import { runSource } from '#scrapers/run.ts';
import { type Mirror, startMirror } from '../mirror.ts';
import { leaveByOneClick, openLinks, openStage, type Stage, signUp } from './letter-flow.ts';

let mirror: Mirror;
let stage: Stage;
beforeAll(async () => {
  mirror = await startMirror();
  stage = await openStage();
});
afterAll(async () => {
  await stage?.close();
  mirror?.stop();
});

async function scrape(): Promise<void> {
  const here = { ...settings(), dataDir: stage.product.home, mirrorUrl: mirror.url, crawlDelayMs: 0 };
  for (const source of [ietfGroups, ietfRoles, ietfLiaisons])
    expect((await runSource(stage.store, source, here)).state, source.id).toBe('good');
}

describe('the Monday letter of what a source published since it was read first', () => {
  it('tells the follower of a post who came and who went, each link opens, and after one click nothing comes', async () => {
    const page = await signUp(stage, ['post', 'dnsop/chair'], 'ann@example.org');
    await scrape();
    const inDays = (days: number) => lastWeek(new Date(Date.now() + days * 86_400_000)).name;
    const [week, next] = [inDays(7), inDays(14)];
    await mirror.advance('v2');
    await scrape();
    expect(await stage.digest('--week', week, '--send')).toContain('1 sent');
    const letter = await stage.mail(2);
    const sentences = letter.text?.replace(/\s+/g, ' ');
    expect(sentences).toContain('SYNTHETIC Newchair is first seen as chair of Domain Name System Operations');
    // The group's own record was last changed before the run that still saw the former chair.
    expect(sentences).toMatch(
      /is no longer listed as chair of Domain Name System Operations \(last seen \d+ \w+ \d{4}\)/,
    );
    expect(sentences).toContain('You follow dnsop/chair.');
    const abroad = await openLinks(stage, letter, [
      [/\/letters/, /Every Monday letter/],
      [/\/manage\?token=/, /Your Monday letter[\s\S]*dnsop\/chair/],
      [/\/unsubscribe\?token=/, /Unsubscribe from everything/],
      [/\/report\?week=/, /Report an error[\s\S]*post-(started|ended):ietf-/],
      [/\/feed\.atom/, /<feed/],
    ]);
    expect(new Set(abroad)).toEqual(new Set(['https://datatracker.ietf.org/group/dnsop/']));
    await leaveByOneClick(letter);
    await stage.digest('--week', next, '--send');
    expect(stage.server.taken).toHaveLength(2);
    await page.context().close();
  });
});
