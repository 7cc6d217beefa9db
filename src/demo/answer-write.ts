/** Nothing can be changed in the demo; what Halo would refuse before that is refused in its words. */
export async function answerWrite(request: Request): Promise<Response> {
  if (request.method === 'DELETE') return refuseWrite();
  if (request.method !== 'POST') return new Response(null, { status: 405 });
  const body: unknown = await request.json().catch(() => undefined);
  if (!Array.isArray(body)) return new Response('The request body must be an array.', { status: 400 });
  const path = new URL(request.url).pathname.toLowerCase();
  const [first]: readonly unknown[] = body;
  const hasOutcome =
    typeof first === 'object' && first !== null && ('outcome' in first || 'outcome_id' in first);
  if (path === '/api/actions' && !hasOutcome) {
    return new Response('An Outcome must be entered for this Action', { status: 400 });
  }
  return refuseWrite();
}

function refuseWrite(): Response {
  return Response.json({ error: 'This is a demo Halo: it can be read, not changed.' }, { status: 403 });
}
