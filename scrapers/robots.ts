/** The robots.txt of each host that has answered this process, null where it has none, by who was asked. */
const answered = new Map<string, { at: number; text: string | null }>();

/** What the robots.txt at `key` says; one that was read within `keptMs` is not asked for again. */
export async function robotsText(
  key: string,
  keptMs: number,
  ask: () => Promise<{ status: number; body: Uint8Array }>,
): Promise<string | null> {
  const known = answered.get(key);
  if (known && Date.now() - known.at < keptMs) return known.text;
  const { status, body } = await ask();
  const text = status === 200 ? Buffer.from(body).toString('utf8') : null;
  answered.set(key, { at: Date.now(), text });
  return text;
}
