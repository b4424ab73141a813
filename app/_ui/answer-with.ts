import type { AsyncLocalStorage } from 'node:async_hooks';

interface Answer {
  statusCode: number;
  readonly headersSent: boolean;
  readonly req?: { readonly socket: { readonly remoteAddress?: string | undefined } };
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

/** The address at the other end of the connection that asks; null where that cannot be known. */
export const connectedFrom = (): string | null =>
  place.rapporteurAnswer?.getStore()?.req?.socket.remoteAddress ?? null;
