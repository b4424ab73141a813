// Loaded before the web server, in its process, which has no loader of TypeScript.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { givePolicy } from './content-policy.js';

/**
 * The answer to the request that is being worked on. Of the framework a page can have the status 401, 403 and 404, and no
 * other; one that refuses what its address says answers 400 through this (app/_ui/refusal.tsx).
 * @type {AsyncLocalStorage<import('node:http').ServerResponse>}
 */
const answer = new AsyncLocalStorage();
Object.assign(globalThis, { rapporteurAnswer: answer });

/**
 * A path that holds half an escape, or escapes of bytes that are no UTF-8, makes the router of the web server fail
 * before any page is asked. Such escapes stand for themselves: then the address names nothing, and is answered so.
 * @param {string} address path and query
 * @returns {string}
 */
export function readableAddress(address) {
  const [path = '', ...query] = address.split('?');
  const read = path.replace(/(?:%[\da-f]{2})+|%/gi, (escapes) =>
    isReadable(escapes) ? escapes : escapes.replaceAll('%', '%25'),
  );
  return [read, ...query].join('?');
}

/** @param {string} escapes */
function isReadable(escapes) {
  try {
    decodeURIComponent(escapes);
    return true;
  } catch {
    return false;
  }
}

subscribe('http.server.request.start', (message) => {
  const { request, response } =
    /** @type {{ request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse }} */ (
      message
    );
  if (request.url) request.url = readableAddress(request.url);
  givePolicy(request, response);
  answer.enterWith(response);
});
