/** An address of the web as a link; a file that comes with this program by its path, which is no address of a site. */
export function AddressLink({ url, children }: { url: string; children?: string }) {
  return /^https?:/.test(url) ? (
    <a href={url}>{children ?? url}</a>
  ) : (
    <>
      <code>{url}</code> <span className="soft">(a file of this program)</span>
    </>
  );
}
