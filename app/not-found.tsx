export default function NotFound() {
  return (
    <>
      <h1>There is nothing at this address</h1>
      <p>
        It may have moved, or it was never read by this installation:{' '}
        <a href="/sources">what has been read</a>.
      </p>
      <p>
        <a href="/search">Search</a> or go to <a href="/">the first page</a>.
      </p>
    </>
  );
}
