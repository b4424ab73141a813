import type { Metric } from '#metrics/contract.ts';
import { knownId, knownParams, knownWord } from '#metrics/known.ts';
import { type FigureState, readState } from '../_charts/address.ts';
import { dimensionOf, picksOf } from '../_charts/own.ts';
import { store } from '../store.ts';

/**
 * Reads a page's address, each id in it as we write it: one that nobody has would be shown as a zero.
 * @throws Unexpected naming a parameter that is unknown, cannot be read, or asks for what nobody has
 */
export async function readKnownState(...given: Parameters<typeof readState>): Promise<FigureState> {
  const state = readState(...given);
  return { ...state, params: await knownParams(await store(), state.params) };
}

/** @throws Unexpected where an address picks a key to be drawn that nobody has */
export async function refuseUnknownPicks(metric: Pick<Metric, 'id'>, show: string | null | undefined) {
  const dimension = dimensionOf(metric);
  if (!dimension) return;
  for (const key of picksOf(show) ?? [])
    await (dimension === 'bloc'
      ? knownWord(await store(), 'bloc', key, 'show')
      : knownId(await store(), dimension, key, 'show'));
}
