'use client';

import { statementSeconds, tooLongDigest } from './_ui/too-long.ts';

interface Given {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function Failed({ error, reset }: Given) {
  return (
    <>
      <h1>We could not show this page</h1>
      {error.digest === tooLongDigest ? (
        <p>
          It took more than {statementSeconds} seconds to count, and was given up so that others need not
          wait. A shorter span is counted sooner; later it may be quicker, too.
        </p>
      ) : (
        <p>The fault is ours. The database may be starting, or something we did not foresee happened.</p>
      )}
      <p>
        <button type="button" onClick={reset}>
          Try again
        </button>{' '}
        or see <a href="/api/health">how we are</a>.
      </p>
    </>
  );
}
