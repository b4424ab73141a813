import { bodies } from '#metrics/contract.ts';
import { address, type FigureState } from '../_charts/address.ts';
import { kindName } from './words.ts';

/** Which documents of the IETF the figures below count: every kind has its address. */
export function KindChoice({ state }: { state: FigureState }) {
  return (
    <p className="row">
      <span>Counted here</span>
      <span className="choice">
        {bodies.ietf.map((kind) => (
          <a
            key={kind}
            href={address(state, { params: { kind } })}
            aria-current={state.params.kind === kind ? 'true' : undefined}
          >
            {kindName(kind)}
          </a>
        ))}
      </span>
    </p>
  );
}
