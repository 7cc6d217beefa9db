import { describe, expect, test } from 'bun:test';
import { parseFault } from '../demo/faults.ts';
import { createFixedClock } from '../testing/fixed-clock.ts';
import { openSession } from '../testing/session.ts';
import { readAnswer } from './answer.ts';
import { createHaloClient } from './client.ts';
import { defaultScope } from './connection.ts';

/** What a person reads when this goes wrong; waits pass at once. */
async function readError(
  fault: string,
  tool = 'list_invoices',
  args: Readonly<Record<string, unknown>> = {},
) {
  const clock = createFixedClock();
  await using session = await openSession({
    demo: { fault: parseFault(fault) },
    halo: { clock, attemptTimeoutMs: 150 },
  });
  const text = await session.fail(tool, args);
  return {
    text,
    waits: clock.waits,
    requests: session.demo.requests.length,
    host: new URL(session.demo.url).host,
  };
}

async function readLoginError(
  change: Partial<{ clientId: string; clientSecret: string; scope: string; address: string }>,
) {
  await using session = await openSession();
  const { demo } = session;
  const connection = {
    address: demo.url,
    clientId: demo.clientId,
    clientSecret: demo.clientSecret,
    scope: defaultScope,
    ...change,
  };
  const halo = createHaloClient({ connection, clock: createFixedClock() }).open({
    signal: new AbortController().signal,
    timeMs: 45_000,
  });
  return await halo.agents().then(
    () => 'no error',
    (error: unknown) => String(error instanceof Error ? error.message : error),
  );
}

const permissions =
  'Configuration › Integrations › HaloPSA API › View Applications › (your application) › Permissions';

describe('the login', () => {
  test('a wrong client ID or secret', async () => {
    const text = await readLoginError({ clientSecret: 'wrong-secret-of-somebody' });
    expect(text).toBe(
      'Halo does not accept the client ID or client secret. Copy both again from Configuration › Integrations › HaloPSA API › View Applications › (your application) › Details (the ID can change when the application is first saved; a lost secret must be generated anew), check that the application is active, then give halo-mcp both with "halo-mcp setup"',
    );
    expect(await readLoginError({ clientId: '00000000-0000-0000-0000-000000000000' })).toBe(text);
  });

  test('permissions that do not exist', async () => {
    expect(await readLoginError({ scope: 'read:everything' })).toBe(
      `Halo does not give this login the permissions it asked for (read:everything). Check how they are written, and ask your Halo admin to tick them at ${permissions}`,
    );
  });

  test('an application without permissions: a token is issued, every call is refused', async () => {
    const { text } = await readError('no-scopes');
    expect(text).toBe(
      `Halo accepts the client ID and secret but then refuses every question, which is what it does when the application has no permissions. Ask your Halo admin to tick "all", or the read permissions, at ${permissions}, and to check that the agent it logs in as is active`,
    );
  });

  test('a permission missing for one kind of record, named with the place to tick it', async () => {
    const { text, requests } = await readError('forbidden:invoices');
    expect(text).toBe(
      `This API login may not read invoices. Ask your Halo admin to tick "read:invoices" at ${permissions}, and check that the agent it logs in as may see invoices in Halo`,
    );
    expect(requests).toBeLessThanOrEqual(4);
  });

  test('a token that Halo takes back is replaced without a word', async () => {
    await using session = await openSession();
    await session.ask('list_invoices');
    session.demo.setFault(parseFault('revoked,x1'));
    expect(await session.ask('list_invoices')).toStartWith('one-off invoices 1–25 of');
  });
});

describe('a record that is not there', () => {
  test.each(['404', '204', 'null', 'empty', 'zero'])('told by Halo as %s', async (how) => {
    const { text } = await readError(`missing:${how}@/Client`, 'get_client', { id: 4_242 });
    expect(text).toBe(
      'Halo has no client 4242, or this login may not see it. Check the number, or find it with the matching list tool',
    );
  });
});

describe('a Halo that is busy or away', () => {
  test('the limit on requests, after waiting as long as an answer may take', async () => {
    const { text, waits } = await readError('rate-limit');
    expect(text).toBe(
      "Halo's limit on requests is reached (by default 300 in five minutes, shared with every other program on this login). Wait a few minutes, then try again; a question may ask for less at once (one client, a shorter period)",
    );
    expect(waits.length).toBeGreaterThan(0);
  });

  test('a limit that passes is waited out, for as long as Halo says', async () => {
    const clock = createFixedClock();
    await using session = await openSession({
      demo: { fault: parseFault('rate-limit:7@/Invoice,x2') },
      halo: { clock },
    });
    expect(await session.ask('list_invoices')).toStartWith('one-off invoices 1–25 of');
    expect(clock.waits).toEqual([7_000, 7_000]);
  });

  test.each(['bad-gateway', 'maintenance'])('%s, as a web page', async (fault) => {
    const { text, host, waits } = await readError(fault, 'list_agents');
    expect(text).toBe(
      `Halo at ${host} is not available at the moment (status ${fault === 'maintenance' ? 503 : 502}); it may be restarting or being upgraded. Try again in a few minutes`,
    );
    expect(waits).toHaveLength(4);
  });

  test('an error of its own, without its stack trace', async () => {
    const { text, waits } = await readError('server-error');
    expect(text).toBe(
      'Halo ran into an error of its own while reading invoices (status 500). Try again; if it stays, ask for something narrower, then tell your Halo admin',
    );
    expect(waits).toEqual([]);
  });

  test('an answer that does not come in time', async () => {
    const { text, host } = await readError('stalled');
    expect(text).toMatch(
      new RegExp(`^${host} did not answer within|^Halo took longer than an answer may take`),
    );
  });

  test.each(['/auth/token', '/AuthInfo', '/Agent'])(
    'time that runs out while %s, which calls share, says nothing',
    async (path) => {
      await using session = await openSession({
        demo: { fault: parseFault(`silent@${path}`) },
        deadlineMs: 200,
      });
      expect(await session.fail('list_agents')).toBe(
        'Halo took longer than an answer may take. Ask for less at once: one client, a shorter period, a smaller page',
      );
    },
  );

  test('a connection that is cut', async () => {
    const { text, host } = await readError('dropped');
    expect(text).toBe(
      `The connection to ${host} was cut before the answer was complete. Try again; if it keeps happening, check the network and any proxy`,
    );
  });
});

describe('something else than Halo answers', () => {
  test('a sign-in page with status 200', async () => {
    const { text, host } = await readError('login-page');
    expect(text).toBe(
      `${host} answered with a web page instead of data. Most often a sign-in page (SSO) or a company proxy stands in front of Halo, or the address leads somewhere else. Check the address with your Halo admin`,
    );
  });

  test('a website that is no Halo at all', async () => {
    const website = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => new Response('<h1>Bakery</h1>', { headers: { 'content-type': 'text/html' } }),
    });
    const { port } = website;
    const text = await readLoginError({ address: `http://127.0.0.1:${port}` });
    await website.stop(true);
    expect(text).toBe(
      `127.0.0.1:${port} answers, but not as a Halo does. Use the address you see in the browser when you work in Halo, such as https://yourcompany.halopsa.com; if your company's own sign-in page (SSO) stands in front of Halo, your IT has to let Halo's API through`,
    );
  });

  test('a redirect to another host, which gets no token', async () => {
    const { text, host } = await readError('redirect:https://sign-in.example/saml');
    expect(text).toBe(
      `${host} sent us on to sign-in.example, and a login is only ever sent to the address that was set up. If Halo has moved, give its new address with "halo-mcp setup"`,
    );
  });

  test('nothing that listens', async () => {
    expect(await readLoginError({ address: 'http://127.0.0.1:9' })).toBe(
      "127.0.0.1:9 refuses connections. Check Halo's address; on an own server, check that Halo is running and the firewall lets this computer in",
    );
  });
});

describe('an answer that can not be used', () => {
  test('JSON that is cut', async () => {
    const { text, host } = await readError('cut-json');
    expect(text).toBe(
      `The answer of ${host} about invoices is not complete JSON, so it was cut on the way or changed by something in between. Try again; if it stays, check any proxy`,
    );
  });

  test('a question that Halo refuses', async () => {
    const { text } = await readError('bad-request');
    expect(text).toBe(
      'Halo did not accept the question about invoices (status 400). Its version may not know one of the filters: ask again with fewer',
    );
  });
});

describe('what Halo says instead of an answer', () => {
  const asked = { noun: 'reports', permission: 'read:reporting', one: 'report 40' };
  const read =
    (status: number, text: string, headers: Record<string, string> = {}) =>
    () =>
      readAnswer({ status, text, headers: new Headers(headers) }, asked, 'acme.halopsa.com', 0);

  test('a report whose query fails, with status 200', () => {
    expect(read(200, '{"id":40,"report":{"loaded":false,"load_error":"Invalid column"}}')).toThrow(
      /^Halo could not run that report: its query fails\. Open it in Halo and correct it there$/,
    );
  });

  test('a login that worked and is accepted no longer', async () => {
    await using session = await openSession();
    await session.ask('list_agents');
    session.demo.setFault(parseFault('no-scopes'));
    expect(await session.fail('list_invoices')).toBe(
      'Halo no longer accepts this login. Check that the application and the agent it logs in as are still active in Halo; then run "halo-mcp setup" to check the login or give a new one',
    );
  });

  test('a list that this Halo does not offer', async () => {
    const { text } = await readError('missing:404@/RecurringInvoice', 'list_recurring_invoices');
    expect(text).toBe(
      'This Halo does not offer recurring invoices. Its edition or version may not include them',
    );
  });

  test('JSON that holds no list', async () => {
    const { text } = await readError('missing:empty@/Invoice');
    expect(text).toBe(
      "Halo's answer about invoices holds no list, so nothing can be read from it. Check that the address leads to Halo itself, and its version with your Halo admin",
    );
  });

  test('redirects in a circle', async () => {
    const circle = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: () => new Response(null, { status: 302, headers: { location: '/api/authinfo' } }),
    });
    const { port } = circle;
    const text = await readLoginError({ address: `http://127.0.0.1:${port}` });
    await circle.stop(true);
    expect(text).toBe(
      `127.0.0.1:${port} keeps redirecting in a circle. Check Halo's address with "halo-mcp setup"`,
    );
  });
});

describe('what the authorisation server says instead of a token', () => {
  const refuse = async (status: number, body: unknown) => {
    const server = Bun.serve({
      hostname: '127.0.0.1',
      port: 0,
      fetch: ({ url }) =>
        new URL(url).pathname === '/auth/token'
          ? Response.json(body, { status })
          : new Response(null, { status: 404 }),
    });
    const { port } = server;
    const text = await readLoginError({ address: `http://127.0.0.1:${port}` });
    await server.stop(true);
    return text.replace(`127.0.0.1:${port}`, 'HOST');
  };

  test.each(['unauthorized_client', 'unsupported_grant_type'])(
    '%s: an application of another kind',
    async (error) => {
      expect(await refuse(400, { error })).toBe(
        'This application is not set up for programs. At Configuration › Integrations › HaloPSA API › View Applications › (your application) › Details, set the authentication method to "Client ID and Secret (Services)"',
      );
    },
  );

  test('anything else, such as a tenant that is missing', async () => {
    expect(
      await refuse(400, { error: 'invalid_request', error_description: 'Tenant secret-name not found' }),
    ).toBe(
      'The authorisation server HOST did not issue a login (status 400). Check the address and, where several Halos share one server, the tenant',
    );
  });
});

test('no error ever shows a secret, a token, a stack trace or what Halo sent', async () => {
  for (const fault of ['server-error', 'login-page', 'bad-request', 'cut-json', 'no-scopes', 'maintenance']) {
    const { text } = await readError(fault);
    expect(text).not.toMatch(/StackTrace|SqlException|<html|eyJ|Invalid advanced|Bearer/i);
  }
});
