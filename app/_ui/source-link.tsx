/** A link to the archived page that says it; nothing where none is known. */
export function SourceLink({ page }: { page: number | null | undefined }) {
  if (!page) return null;
  return (
    <>
      {' '}
      <a className="soft" href={`/evidence/${page}`}>
        source
      </a>
    </>
  );
}
