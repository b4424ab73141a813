import { signUp } from '#digest/follow.ts';
import { store } from '../../store.ts';

/** Takes the sign-up form. Every address gets the same answer, known or not. */
export async function POST(request: Request): Promise<Response> {
  const client = request.headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'direct';
  const form = await request.formData().catch(() => new FormData());
  const answer = await signUp(await store(), form, client);
  const location =
    answer.state === 'asked'
      ? '/subscribe/asked'
      : `/subscribe?refused=${answer.state === 'refused' ? answer.why : answer.state}`;
  return new Response(null, { status: 303, headers: { location } });
}
