import type { Store } from '#prisma/client.ts';

type Handler = (request: Request, context: never) => Promise<Response> | Response;
export interface Route {
  GET: Handler;
}

/** Lets the route handlers of this process read `store`. */
export function serveFrom(store: Store): void {
  (globalThis as { rapporteurStore?: Promise<Store> }).rapporteurStore = Promise.resolve(store);
}

/** Asks a route handler as the web server would. */
export async function ask(
  route: Route,
  address: string,
  path: Record<string, string> = {},
  init: RequestInit = {},
): Promise<Response> {
  const request = new Request(`http://localhost:3000${address}`, init);
  return route.GET(request, { params: Promise.resolve(path) } as never);
}

export async function askJson<Body>(
  route: Route,
  address: string,
  path: Record<string, string> = {},
): Promise<Body> {
  const response = await ask(route, address, path);
  if (response.status !== 200)
    throw new Error(`${address}: ${response.status} ${(await response.text()).slice(0, 300)}`);
  return (await response.json()) as Body;
}
