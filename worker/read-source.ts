import type { Settings } from '#lib/env.ts';
import type { Store } from '#prisma/client.ts';
import type { Source } from '#scrapers/contract.ts';
import { findRelatives } from '#scrapers/relatives.ts';
import { type RunResult, runSource } from '#scrapers/run.ts';

/**
 * Reads one source and, where that moved anything, looks for what may continue a followed proposal. A source that cannot
 * be read is written down as broken by its own run; that is no reason to try at once again.
 * `relatives`: null where they were not looked for.
 */
export async function readSource(
  store: Store,
  source: Source,
  settings: Settings,
): Promise<RunResult & { relatives: { found: number; added: number } | null }> {
  const result = await runSource(store, source, settings);
  const hasMoved = result.state === 'good' && result.added + result.changed + result.removed > 0;
  return { ...result, relatives: hasMoved ? await findRelatives(store) : null };
}
