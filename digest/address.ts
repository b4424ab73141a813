import { domainToASCII } from 'node:url';
import { Unexpected } from '#lib/unexpected.ts';

/** `address`: where mail goes. `mailbox`: what makes two spellings one sign-up. */
export interface Address {
  address: string;
  mailbox: string;
}

// RFC 5321's local part: words joined by dots. Quotes around such words mean nothing and fall away; a local part that
// needs them (a space, an @) is refused, because mail libraries and servers hand it on without them.
const dotted = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * One address to which mail can go, its domain in lower case and ASCII. What is wrong is said without repeating it.
 * @throws Unexpected for anything else, line breaks and lists of addresses above all
 */
export function parseAddress(given: string): Address {
  const text = given.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at).replace(/^"(.*)"$/, '$1');
  const domain = domainToASCII(text.slice(at + 1).toLowerCase());
  const labels = domain.split('.');
  const isWhole =
    at > 0 &&
    text.length <= 254 &&
    Buffer.byteLength(local) <= 64 &&
    dotted.test(local) &&
    labels.length > 1 &&
    labels.every((one) => label.test(one)) &&
    !/^\d+$/.test(labels.at(-1) ?? '');
  if (!isWhole)
    throw new Unexpected('address', 'something else', 'one e-mail address such as reader@example.org');
  return { address: `${local}@${domain}`, mailbox: `${local.toLowerCase()}@${domain}` };
}
