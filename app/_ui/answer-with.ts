import type { AsyncLocalStorage } from 'node:async_hooks';

interface Answer {
  statusCode: number;
  readonly headersSent: boolean;
}
/** Set around the web server, in its process (worker/around-next.js). */
const place = globalThis as { rapporteurAnswer?: AsyncLocalStorage<Answer> };

/** Gives the page that is being rendered another status than 200; false where that cannot be done. */
export function answerWith(status: 400 | 404): boolean {
  const answer = place.rapporteurAnswer?.getStore();
  if (!answer || answer.headersSent) return false;
  answer.statusCode = status;
  return true;
}
