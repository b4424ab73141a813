import { unsubscribe } from '#digest/follow.ts';
import { store } from '../store.ts';

const tokenOf = (request: Request) => new URL(request.url).searchParams.get('token') ?? '';

/** The one click of RFC 8058: a POST from the mail program, without cookies, without a further question. */
export async function POST(request: Request): Promise<Response> {
  await unsubscribe(await store(), tokenOf(request));
  return new Response('You are unsubscribed.\n', {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

/** A person who opens the link chooses what to leave; opening it leaves nothing. */
export function GET(request: Request): Response {
  const location = `/manage?token=${encodeURIComponent(tokenOf(request))}`;
  return new Response(null, { status: 303, headers: { location } });
}
