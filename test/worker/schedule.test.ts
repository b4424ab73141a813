import { describe, expect, it } from 'vitest';
import { dueSlots } from '#worker/schedule.ts';

const sources = [{ id: 'ietf-rfcs', cadenceHours: 24 }];

describe('the schedule', () => {
  it('names the same slot all day long, and another one the next day', () => {
    const name = (iso: string) => dueSlots(new Date(iso), sources, [])[0]?.name;
    expect(name('2026-11-24T00:00:00Z')).toBe('scrape ietf-rfcs 2026-11-24T00:00Z');
    expect(name('2026-11-24T23:59:59Z')).toBe(name('2026-11-24T00:00:00Z'));
    expect(name('2026-11-25T00:00:00Z')).not.toBe(name('2026-11-24T00:00:00Z'));
  });

  it('sends on Mondays at 07:00 of each zone, in the weeks the clocks change too', () => {
    const digest = (iso: string, zone: string) => dueSlots(new Date(iso), [], [zone])[0];
    expect(digest('2026-11-23T05:59:00Z', 'Europe/Paris')?.name).toBe('digest 2026-W46 Europe/Paris');
    expect(digest('2026-11-23T06:00:00Z', 'Europe/Paris')?.name).toBe('digest 2026-W47 Europe/Paris');
    expect(digest('2026-10-26T12:00:00Z', 'Europe/Paris')?.at.toISOString()).toBe('2026-10-26T06:00:00.000Z');
    expect(digest('2026-10-19T12:00:00Z', 'Europe/Paris')?.at.toISOString()).toBe('2026-10-19T05:00:00.000Z');
    expect(digest('2026-11-22T20:00:00Z', 'Pacific/Auckland')?.name).toBe('digest 2026-W47 Pacific/Auckland');
  });

  it('catches a missed slot up once: many missed are one', () => {
    const after = dueSlots(new Date('2026-11-28T10:00:00Z'), sources, ['UTC']);
    expect(after.map((slot) => slot.name)).toEqual([
      'scrape ietf-rfcs 2026-11-28T00:00Z',
      'digest 2026-W47 UTC',
    ]);
  });
});
