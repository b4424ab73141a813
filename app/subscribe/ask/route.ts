import { clientBehind, signUp } from '#digest/follow.ts';
import { settings } from '#lib/env.ts';
import { connectedFrom } from '../../_ui/answer-with.ts';
import { store } from '../../store.ts';

/** Takes the sign-up form. Every address gets the same answer, known or not. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const { trustedProxies } = settings();
  const client = clientBehind(connectedFrom(), request.headers.get('x-forwarded-for'), trustedProxies);
  const answer = await signUp(await store(), form, client);
  const location =
    answer.state === 'asked'
      ? '/subscribe/asked'
      : `/subscribe?refused=${answer.state === 'refused' ? answer.why : answer.state}`;
  return new Response(null, { status: 303, headers: { location } });
}
