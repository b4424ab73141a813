// Used by the web server, in its process, which has no loader of TypeScript.
import { randomBytes } from 'node:crypto';

/** What no answer of ours needs. */
const never = "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'self'";

/**
 * What a browser may do with the answer to this address. The framework writes its data into a page as scripts of their own:
 * they run by the nonce of their one answer, and no other script does that is not a file of ours. Charts are drawn with style
 * attributes. A picture that is opened by itself is a document, and runs nothing.
 * @param {string} address path and query
 * @param {{ nonce: string, isDev: boolean }} given in development React evaluates code and listens for changes
 * @returns {string}
 */
export function contentPolicy(address, { nonce, isDev }) {
  if (address.startsWith('/charts/')) return `${never}; style-src 'unsafe-inline'; img-src 'self'; sandbox`;
  return [
    never,
    `script-src 'self' 'nonce-${nonce}'${isDev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDev ? ' ws:' : ''}`,
    "form-action 'self'",
  ].join('; ');
}

/**
 * Puts the policy into the answer, and into the request, where the framework looks for the nonce. What the client wrote there is
 * overwritten.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
export function givePolicy(request, response) {
  // Set by the framework, after this file is loaded.
  const isDev = process.env.NODE_ENV === 'development';
  const policy = contentPolicy(request.url ?? '/', { nonce: randomBytes(16).toString('base64'), isDev });
  delete request.headers['content-security-policy-report-only'];
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
}
