import { confirm } from '#digest/follow.ts';
import { store } from '../../store.ts';

export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const manage = await confirm(await store(), String(form.get('token') ?? ''));
  const location = manage ? `/manage?token=${manage}&done=confirmed` : '/confirm?failed=1';
  return new Response(null, { status: 303, headers: { location } });
}
