import type { Source } from './contract.ts';
import { ietfRfcs } from './ietf/rfcs.ts';

/** Every source, in the order --all reads them. */
export const sources: readonly Source[] = [ietfRfcs];
