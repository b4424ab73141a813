import { manage } from '#digest/follow.ts';
import { Unexpected } from '#lib/unexpected.ts';
import { store } from '../../store.ts';

export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const token = encodeURIComponent(String(form.get('token') ?? ''));
  const done = await manage(await store(), form).catch((error: unknown) => {
    if (error instanceof Unexpected) return 'refused';
    throw error;
  });
  const location =
    done === 'erase' ? '/manage?done=erase' : `/manage?token=${token}${done ? `&done=${done}` : ''}`;
  return new Response(null, { status: 303, headers: { location } });
}
