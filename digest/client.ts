import { isIP } from 'node:net';

/**
 * Each proxy appends the address it was called from, so that only the last entries of the header were written by somebody who
 * is trusted; what stands before them is whatever the client wrote.
 * @param connection the address at the other end of the connection
 * @param trusted how many proxies of ours a request comes through; null: one where it is called from this machine, else none
 * @returns the network it comes from; 'unknown' where nothing readable says so
 */
export function clientBehind(
  connection: string | null,
  forwarded: string | null,
  trusted: number | null,
): string {
  const passed = trusted ?? (connection !== null && isHere(connection) ? 1 : 0);
  const hops = [...(forwarded?.split(',') ?? []), ...(connection === null ? [] : [connection])];
  // The web server writes the connection's address where no proxy wrote a header.
  if (forwarded !== null && forwarded === connection) hops.pop();
  return networkOf((hops.at(-1 - passed) ?? hops[0] ?? '').trim());
}

const isHere = (address: string) => /^(?:::1|(?:::ffff:)?127\.[\d.]+)$/i.test(address);

/** One IPv6 line is given 2^64 addresses: it is one client. */
function networkOf(entry: string): string {
  const address = entry.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  const inSix = /^::ffff:([\d.]+)$/i.exec(address)?.[1] ?? address;
  if (isIP(inSix) === 4) return inSix;
  if (isIP(inSix) !== 6) return 'unknown';
  const [head = '', tail] = inSix.toLowerCase().replace(/%.*/, '').split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  const network = [...first, ...zeros, ...last].slice(0, 4);
  return `${network.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
