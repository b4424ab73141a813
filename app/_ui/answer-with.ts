import type { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/** Set around the web server, in its process (worker/around-next.js). */
const place = globalThis as { rapporteurAnswer?: AsyncLocalStorage<ServerResponse> };

/** Gives the page that is being rendered another status than 200; false where that cannot be done. */
export function answerWith(status: 400 | 404): boolean {
  const answer = place.rapporteurAnswer?.getStore();
  if (!answer || answer.headersSent) return false;
  answer.statusCode = status;
  return true;
}
