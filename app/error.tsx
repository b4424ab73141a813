'use client';

export default function Failed({ reset }: { reset: () => void }) {
  return (
    <>
      <h1>We could not show this page</h1>
      <p>The fault is ours. The database may be starting, or something we did not foresee happened.</p>
      <p>
        <button type="button" onClick={reset}>
          Try again
        </button>{' '}
        or see <a href="/api/health">how we are</a>.
      </p>
    </>
  );
}
