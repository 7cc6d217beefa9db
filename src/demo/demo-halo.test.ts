import { afterAll, describe, expect, test } from 'bun:test';
import { z } from 'zod';
import { clientAt } from './data/clients.ts';
import { createDemoData } from './data/demo-data.ts';
import { type DemoHalo, type DemoOptions, startDemoHalo } from './demo-halo.ts';
import { type Fault, faultKinds, parseFault } from './faults.ts';

const date = '2026-11-22';
const data = createDemoData({ date });
const shared = startDemoHalo({ date });
const running: DemoHalo[] = [shared];
afterAll(() => Promise.all(running.map((halo) => halo.stop())));

function start(options: Partial<DemoOptions> = {}): DemoHalo {
  const halo = startDemoHalo({ date, scale: 0.05, ...options });
  running.push(halo);
  return halo;
}

function askToken(halo: DemoHalo, form: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: halo.clientId,
    client_secret: halo.clientSecret,
    scope: 'all',
    ...form,
  });
  return fetch(`${halo.url}/auth/token?tenant=demo`, { method: 'POST', body });
}

const tokenSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.number(),
});

async function signIn(halo: DemoHalo, scope = 'all'): Promise<string> {
  return tokenSchema.parse(await (await askToken(halo, { scope })).json()).access_token;
}

const tokens = new Map<DemoHalo, Promise<string>>();

async function get(path: string, halo = shared, headers: Record<string, string> = {}): Promise<Response> {
  const token = await (tokens.get(halo) ?? tokens.set(halo, signIn(halo)).get(halo));
  return fetch(`${halo.url}/api${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

const rowSchema = z.looseObject({});
type Record1 = z.infer<typeof rowSchema>;

async function read(path: string, halo = shared): Promise<Record1> {
  return rowSchema.parse(await (await get(path, halo)).json());
}

async function readArray(path: string, halo = shared): Promise<readonly Record1[]> {
  return z.array(rowSchema).parse(await (await get(path, halo)).json());
}

async function rows(path: string, key: string, halo = shared): Promise<readonly Record1[]> {
  return z.array(rowSchema).parse((await read(path, halo))[key]);
}

const paging = 'pageinate=true&page_no=1&page_size=100';

describe('signing in', () => {
  test('authinfo answers anyone, in any case, and names the authorisation server', async () => {
    for (const path of ['/api/AuthInfo', '/api/authinfo']) {
      const answer = await fetch(shared.url + path);
      expect(await answer.json()).toEqual({ auth_url: `${shared.url}/auth`, tenant_id: 'demo' });
    }
  });

  test('the right secret gives a token that looks like a JWT and lasts an hour', async () => {
    const token = tokenSchema.parse(await (await askToken(shared)).json());
    expect(token.access_token).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(token.expires_in).toBe(3600);
  });

  test('a wrong secret is invalid_client, an unknown scope invalid_scope, another grant unsupported', async () => {
    const answers = await Promise.all([
      askToken(shared, { client_secret: 'wrong' }),
      askToken(shared, { scope: 'read:users' }),
      askToken(shared, { grant_type: 'password' }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 400, 400]);
    const errors = await Promise.all(
      answers.map(async (answer) => rowSchema.parse(await answer.json())['error']),
    );
    expect(errors).toEqual(['invalid_client', 'invalid_scope', 'unsupported_grant_type']);
  });

  test('without scope a token is issued and then every call is refused', async () => {
    const token = await signIn(shared, '');
    const answer = await fetch(`${shared.url}/api/Agent/me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(401);
  });

  test('a partial scope reads its own records, needs none for agents, and gets 403 elsewhere', async () => {
    const token = await signIn(shared, 'edit:tickets');
    const statusOf = async (path: string) =>
      (await fetch(`${shared.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await statusOf('/Tickets?count=1')).toBe(200);
    expect(await statusOf('/Agent')).toBe(200);
    expect(await statusOf('/Invoice?count=1')).toBe(403);
  });

  test('no token, a made-up token and one out of date are refused', async () => {
    let now = 0;
    const halo = start({ now: () => now });
    const token = await signIn(halo);
    const statusWith = async (header: Record<string, string>) =>
      (await fetch(`${halo.url}/api/Agent/me`, { headers: header })).status;
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ authorization: 'Bearer eyJ.made.up' })).toBe(401);
    expect(await statusWith({ authorization: `Bearer ${token}` })).toBe(200);
    now = 3_600_000;
    expect(await statusWith({ authorization: `Bearer ${token}` })).toBe(401);
  });

  test('the credentials are GUIDs that follow from the seed', () => {
    expect(shared.clientId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(shared.clientSecret).toMatch(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-?){2}$/);
    expect(start().clientId).toBe(shared.clientId);
    expect(start({ seed: 2 }).clientId).not.toBe(shared.clientId);
  });

  test('recorded requests hold neither token nor secret', async () => {
    const halo = start();
    await get('/Client?search=abc', halo);
    const text = JSON.stringify(halo.requests);
    expect(halo.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /auth/token',
      'GET /api/Client',
    ]);
    expect(halo.requests[1]?.query).toEqual({ search: 'abc' });
    expect(text).not.toContain(halo.clientSecret);
    expect(text).not.toContain('eyJ');
  });
});

describe('paths and paging', () => {
  test('paths work in any case, unknown ones are 404, unknown parameters are ignored', async () => {
    expect((await get('/tIcKeTs?count=1')).status).toBe(200);
    expect((await get('/Opportunity')).status).toBe(404);
    expect((await get('/Tickets/1/2')).status).toBe(404);
    expect((await get('/Team?colour=green&includeinactive=undefined')).status).toBe(200);
  });

  test('an unknown id is 404', async () => {
    for (const path of ['/Tickets/99999999', '/Client/1', '/Invoice/-5', '/Asset/abc', '/Report/1']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  test('with all three parameters a page has its size and the true count', async () => {
    const page = await read('/Client?pageinate=true&page_no=2&page_size=30');
    expect([page['page_no'], page['page_size'], page['record_count']]).toEqual([2, 30, 122]);
    expect(page['clients']).toHaveLength(30);
  });

  test('a page holds 100 rows at most, whatever is asked for', async () => {
    const page = await read('/Client?pageinate=true&page_no=1&page_size=1000');
    expect([page['page_size'], page['record_count']]).toEqual([100, 122]);
    expect(page['clients']).toHaveLength(100);
  });

  test('without page_no the size is ignored and record_count is the 50 rows sent', async () => {
    const page = await read('/Client?pageinate=true&page_size=10');
    expect(page['record_count']).toBe(50);
    expect(page['clients']).toHaveLength(50);
  });

  test('without paging 50 come, with count as many as asked for, with pageinate=false all', async () => {
    expect(await rows('/Client', 'clients')).toHaveLength(50);
    expect(await rows('/Client?count=7', 'clients')).toHaveLength(7);
    expect(await rows('/Client?pageinate=false', 'clients')).toHaveLength(122);
  });

  test('a page past the end is empty and keeps the count', async () => {
    const page = await read('/Client?pageinate=true&page_no=9&page_size=100');
    expect([page['record_count'], page['clients']]).toEqual([122, []]);
  });

  test('pages of one order neither overlap nor leave out', async () => {
    const path =
      '/Tickets?closed_only=true&order=client_name&orderdesc=true&order2=id&page_size=100&pageinate=true&page_no=';
    const ids = (await Promise.all([1, 2, 3].map((page) => rows(path + page, 'tickets'))))
      .flat()
      .map((row) => row['id']);
    expect(new Set(ids).size).toBe(300);
  });

  test('lists sort by the fields asked for', async () => {
    const invoices = await rows(
      `/Invoice?${paging}&order=invoice_date&orderdesc=true&order2=id&orderdesc2=true`,
      'invoices',
    );
    const keys = invoices.map((row) => `${row['invoice_date']}/${String(row['id']).padStart(9, '0')}`);
    expect(keys).toEqual([...keys].sort().reverse());
  });
});

describe('shapes', () => {
  test('rows come under the keys that Halo uses, odd ones included', async () => {
    const keys = {
      '/Tickets': 'tickets',
      '/Projects': 'tickets',
      '/Opportunities': 'tickets',
      '/Client': 'clients',
      '/Site': 'sites',
      '/Users': 'users',
      '/Asset': 'assets',
      '/ClientContract': 'contracts',
      '/Invoice': 'invoices',
      '/RecurringInvoice': 'invoices',
      '/Report': 'reports',
    };
    for (const [path, key] of Object.entries(keys)) {
      expect((await rows(`${path}?${paging}`, key)).length).toBeGreaterThan(0);
    }
  });

  test('small lists are bare arrays and ignore paging', async () => {
    for (const path of [
      'Team',
      'Status',
      'Priority',
      'SLA',
      'TicketType',
      'Currency',
      'AssetType',
      'TimesheetEvent',
      'Timesheet',
    ]) {
      expect(Array.isArray(await (await get(`/${path}?${paging}`)).json())).toBe(true);
    }
    expect((await readArray('/Agent')).length).toBe(26);
    expect(await rows(`/Agent?${paging}`, 'results')).toHaveLength(26);
  });

  test('nothing is null, amounts keep their decimal, some ids are decimals', async () => {
    const text = async (path: string) => (await get(path)).text();
    const texts = await Promise.all(
      [
        `/Tickets?${paging}`,
        `/Client?${paging}`,
        `/Invoice?${paging}&includelines=true`,
        '/Users?count=5',
        '/Site?count=5',
      ].map(text),
    );
    expect(texts.join('')).not.toMatch(/:null[,}]/);
    expect(texts[2]).not.toMatch(/"(net_amount|revenue|tax_rate|qty_order)":-?\d+[,}]/);
    expect(texts[2]).toMatch(/"tax_rate":20\.0,/);
    expect(texts[3]).toMatch(/"site_id":\d+\.0,"site_id_int":\d+,/);
    expect(texts[4]).toMatch(/"client_id":\d+\.0,/);
  });

  test('no record names a property twice', async () => {
    for (const path of [
      '/Tickets/2500',
      '/Client/12',
      '/Invoice/5600',
      '/RecurringInvoice/-101',
      '/Asset/710',
      '/ClientContract/300',
      '/Agent/2',
    ]) {
      const text = await (await get(path)).text();
      const again = JSON.stringify(JSON.parse(text));
      expect([path, again.length]).toEqual([path, text.replaceAll(/(":-?\d+)\.0(?=[,}])/g, '$1').length]);
    }
  });

  test('dates carry no zone, and unset ones are sentinels', async () => {
    const [ticket] = await rows(`/Tickets?${paging}&open_only=true`, 'tickets');
    expect(ticket?.['dateoccurred']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?$/);
    expect(ticket?.['dateclosed']).toBe('1900-01-01T00:00:00');
    const unlimited = (await rows('/ClientContract?pageinate=false', 'contracts')).filter(
      (row) => row['end_date'] === '2099-12-31T00:00:00',
    );
    expect(unlimited.length).toBeGreaterThan(0);
  });

  test('a row in the list of clients weighs about 18 KB', async () => {
    const clients = await rows(`/Client?${paging}`, 'clients');
    const average = JSON.stringify(clients).length / clients.length;
    expect(average).toBeGreaterThan(16_500);
    expect(average).toBeLessThan(19_500);
  });

  test('lists leave out names until they are asked for', async () => {
    const [plain] = await rows('/Tickets?count=1', 'tickets');
    expect(Object.keys(plain ?? {})).not.toContain('status_name');
    expect(Object.keys(plain ?? {})).not.toContain('agent_name');
    expect(Object.keys(plain ?? {})).not.toContain('timetaken');
    const [named] = await rows(
      '/Tickets?count=1&includestatus=true&includeagent=true&includetimetaken=true&includetickettype=true',
      'tickets',
    );
    for (const name of ['status_name', 'agent_name', 'timetaken', 'tickettype_name'])
      expect(Object.keys(named ?? {})).toContain(name);
  });

  test('a single ticket has what lists leave out', async () => {
    const ticket = await read('/Tickets/2500?includedetails=true');
    expect(ticket['reference']).toBe('SR-0002500');
    expect(ticket['slaresponsestate']).toMatch(/^[IO]?$/);
    expect(rowSchema.parse(ticket['priority'])['id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('tickets and their history', () => {
  test('the default list is what is open and what closed lately', async () => {
    const all = (await read(`/Tickets?${paging}`))['record_count'];
    const open = (await read(`/Tickets?${paging}&open_only=true`))['record_count'];
    const closed = (await read(`/Tickets?${paging}&closed_only=true`))['record_count'];
    expect(open).toBe(data.tickets().filter((ticket) => ticket.isOpen).length);
    expect(Number(open) + Number(closed)).toBe(3000);
    expect(Number(all)).toBeGreaterThan(Number(open));
    expect(Number(all)).toBeLessThan(3000);
  });

  test('filters narrow the list: ids, several ids, period, parent, search', async () => {
    const count = async (query: string) =>
      Number((await read(`/Tickets?${paging}&${query}`))['record_count']);
    const tickets = data.tickets();
    expect(await count('team=6&open_only=true')).toBe(
      tickets.filter((t) => t.isOpen && t.team_id === 6).length,
    );
    expect(await count('team=Service%20Desk&open_only=true')).toBe(
      tickets.filter((t) => t.isOpen && t.team_id === 3).length,
    );
    expect(await count('status=2,4&open_only=true')).toBe(
      tickets.filter((t) => t.status_id === 2 || t.status_id === 4).length,
    );
    expect(await count('datesearch=dateoccured&startdate=2026-03-01&enddate=2026-03-31')).toBe(
      tickets.filter((t) => t.dateoccurred.startsWith('2026-03')).length,
    );
    expect(await count('datesearch=datecleared&startdate=2026-03-01&enddate=2026-03-31T23:59:59')).toBe(
      tickets.filter((t) => t.dateclosed?.startsWith('2026-03')).length,
    );
    expect(await count('search=MAINTENANCE%20MODE&open_only=true')).toBe(1);
    expect(await count('client_ids=12,13&ticketids=2001')).toBeLessThan(2);
  });

  test('projects hold phases and tasks by parent, and /Tickets gives them only when asked', async () => {
    const projects = await rows('/Projects?pageinate=false', 'tickets');
    const master = projects.find((row) => row['parent_id'] === 0);
    const phases = await rows(`/Projects?parent_id=${master?.['id']}`, 'tickets');
    const tasks = await rows(`/Projects?parent_id=${phases[0]?.['id']}`, 'tickets');
    expect(phases.length).toBeGreaterThan(1);
    expect(tasks.length).toBeGreaterThan(1);
    expect(await rows('/Tickets?includeprojects=2&pageinate=false', 'tickets')).toHaveLength(projects.length);
    expect(
      (await rows('/Tickets?pageinate=false', 'tickets')).some((row) => row['id'] === master?.['id']),
    ).toBe(false);
  });

  test('some projects are over budget, some past their target', async () => {
    const masters = (await rows('/Projects?pageinate=false', 'tickets')).filter(
      (row) => row['parent_id'] === 0,
    );
    expect(masters.some((row) => Number(row['projecttimeactual']) > Number(row['projecttimebudget']))).toBe(
      true,
    );
    expect(masters.some((row) => row['status_id'] !== 9 && String(row['targetdate']) < date)).toBe(true);
    const detail = await read(`/Projects/${masters[0]?.['id']}?includedetails=true`);
    expect(detail['budgets']).toHaveLength(2);
    expect(z.array(rowSchema).parse(detail['milestones']).length).toBeGreaterThan(1);
  });

  test('actions are numbered from 1 in each ticket, newest first, in an envelope of their own', async () => {
    const answer = await read('/Actions?ticket_id=2500');
    const actions = z
      .array(z.looseObject({ id: z.number(), ticket_id: z.number() }))
      .parse(answer['actions']);
    expect(answer['ticket_id']).toBe(2500);
    expect(answer['record_count']).toBe(actions.length);
    expect(actions.map((action) => action.id)).toEqual(actions.map((_, index) => actions.length - index));
  });

  test('system actions and private notes can be left out', async () => {
    const ticket = data.tickets().find((each) => {
      const actions = data.actionsOf(each);
      return actions.some((action) => action.by === 'system') && actions.some((action) => action.isPrivate);
    });
    const outcomes = async (query: string) =>
      (await rows(`/Actions?ticket_id=${ticket?.id}${query}`, 'actions')).map((row) => row['outcome']);
    expect(await outcomes('')).toContain('Private Note');
    expect(await outcomes('&excludeprivate=true')).not.toContain('Private Note');
    expect((await outcomes('&excludesys=true')).length).toBeLessThan((await outcomes('')).length);
  });

  test('time is spread over charged, covered and pre-paid hours, and ticket totals are the sums', async () => {
    const entries = await readArray('/TimesheetEvent?start_date=2026-09-01&end_date=2026-09-30');
    expect(entries.length).toBeGreaterThan(50);
    for (const billing of ['charge', 'contract', 'prepay'] as const) {
      const ticket = data
        .tickets()
        .find(
          (each) => each.billing === billing && data.actionsOf(each).some((action) => action.chargeRate > 0),
        );
      const actions = await rows(`/Actions?ticket_id=${ticket?.id}`, 'actions');
      const sum = (field: string) => actions.reduce((total, row) => total + Number(row[field] ?? 0), 0);
      const detail = await read(`/Tickets/${ticket?.id}`);
      expect(sum('timetaken')).toBeCloseTo(Number(detail['timetaken']), 5);
      expect(sum('actionchargehours') > 0).toBe(billing === 'charge');
      expect(sum('actionnonchargehours') > 0).toBe(billing === 'contract');
      expect(sum('actionprepayhours') > 0).toBe(billing === 'prepay');
    }
  });

  test('a time entry in the time sheets is the same as the action', async () => {
    const [entry] = await readArray('/TimesheetEvent?start_date=2026-08-01&end_date=2026-10-31&agent_id=3');
    const action = await read(`/Actions/${entry?.['action_number']}?ticket_id=${entry?.['ticket_id']}`);
    expect(action['timetaken']).toBe(entry?.['timetaken']);
    expect(action['actionby_agent_id']).toBe(3);
  });

  test('invoiced labour points at a line of that invoice with its ticket', async () => {
    const invoice = data.invoices().find((each) => each.kind === 'labour');
    const [ticket] = invoice?.tickets ?? [];
    const actions = await rows(`/Actions?ticket_id=${ticket?.id}`, 'actions');
    const charged = actions.filter((row) => Number(row['actionchargehours']) > 0);
    const lines = z.array(rowSchema).parse((await read(`/Invoice/${invoice?.id}`))['lines']);
    expect(charged.length).toBeGreaterThan(0);
    for (const action of charged) {
      expect(action['actioninvoicenumber']).toBe(String(invoice?.id));
      expect(lines.find((line) => line['id'] === action['action_invoice_line_id'])?.['ticket_id']).toBe(
        ticket?.id,
      );
    }
  });
});

describe('billing', () => {
  test('recurring invoices have negative ids; what they make has positive ones and points back', async () => {
    const templates = await rows('/RecurringInvoice?pageinate=false', 'invoices');
    expect(templates.every((row) => Number(row['id']) < -1 && row['is_recurring_invoice'] === true)).toBe(
      true,
    );
    const template = await read('/RecurringInvoice/-101?includedetails=true');
    const made = z.array(rowSchema).parse(template['invoices']);
    const invoice = await read(`/Invoice/${made.at(-1)?.['id']}`);
    expect([invoice['recurring_invoice_id'], invoice['is_recurring_invoice']]).toEqual([-101, false]);
    expect(
      z
        .array(rowSchema)
        .parse(invoice['lines'])
        .some((line) => line['recurring_invoice_id'] === -101),
    ).toBe(true);
  });

  test('credit notes and supplier bills come only when asked for', async () => {
    const kinds = async (query: string) =>
      new Set(
        (await rows(`/Invoice?pageinate=false&${query}`, 'invoices')).map(
          (row) => String(row['invoicenumber']).split('-')[0],
        ),
      );
    expect(await kinds('')).toEqual(new Set(['INV']));
    expect(await kinds('includecredits=true&includepoinvoices=true')).toEqual(new Set(['INV', 'CN', 'BILL']));
    expect(await kinds('includeinvoices=false&includecredits=true')).toEqual(new Set(['CN']));
  });

  test('a period can be asked for in the old and the new spelling', async () => {
    const count = async (query: string) => (await read(`/Invoice?${paging}&${query}`))['record_count'];
    const expected = data
      .invoices()
      .filter(
        (invoice) =>
          invoice.invoice_date.startsWith('2026-05') &&
          invoice.kind !== 'credit' &&
          invoice.kind !== 'supplier',
      ).length;
    expect(await count('datesearch=invoice_date&start_date=2026-05-01&end_date=2026-05-31')).toBe(expected);
    expect(await count('invoicedatestart=2026-05-01T00:00:00Z&invoicedateend=2026-05-31T23:59:59Z')).toBe(
      expected,
    );
  });

  test('invoices can be found by payment, recurring invoice, contract and client', async () => {
    const find = (query: string) => rows(`/Invoice?pageinate=false&${query}`, 'invoices');
    expect(
      (await find('paymentstatuses=0,-1')).every(
        (row) => row['paymentstatus'] === 0 || row['paymentstatus'] === -1,
      ),
    ).toBe(true);
    expect(
      (await find('recurringinvoice_id=-102')).every((row) => row['recurring_invoice_id'] === -102),
    ).toBe(true);
    const contract = data.invoices().find((invoice) => invoice.contract_id > 0)?.contract_id;
    expect((await find(`contract_id=${contract}`)).length).toBeGreaterThan(0);
    expect((await find('client_id=14')).length).toBe(0);
    expect((await find('client_id=15')).some((row) => row['original_client_id'] === 14)).toBe(true);
  });

  test('lines come only with includelines, or with one invoice', async () => {
    const [plain] = await rows('/Invoice?count=1', 'invoices');
    const [full] = await rows('/Invoice?count=1&includelines=true', 'invoices');
    expect(Object.keys(plain ?? {})).not.toContain('lines');
    expect(Array.isArray(full?.['lines'])).toBe(true);
  });

  test('what is sent is what createDemoData tells a test', async () => {
    const sent = await rows(
      `/Invoice?${paging}&includelines=true&includecredits=true&includepoinvoices=true&order=id`,
      'invoices',
    );
    const known: unknown = JSON.parse(JSON.stringify(data.invoiceRecords().slice(0, 100)));
    for (const [index, record] of z.array(rowSchema).parse(known).entries()) {
      const { lines, ...header } = record;
      expect(sent[index]).toMatchObject(header);
      expect(sent[index]?.['lines']).toHaveLength(z.array(rowSchema).parse(lines).length);
    }
  });
});

describe('reports, settings and writing', () => {
  test('reports can be listed, searched and run', async () => {
    expect((await read('/Report?pageinate=true&page_no=1&page_size=100'))['record_count']).toBe(18);
    expect((await rows('/Report?search=margin', 'reports')).map((row) => row['name'])).toEqual([
      'Contract margin',
    ]);
    const report = rowSchema.parse((await read('/Report/40?loadreport=true'))['report']);
    expect(report['loaded']).toBe(true);
    expect(Object.keys(await read('/Report/40?loadreport=false'))).not.toContain('report');
  });

  test('a report whose query fails answers 200 and says so inside', async () => {
    const [margin] = await rows('/Report?search=margin', 'reports');
    const answer = await get(`/Report/${margin?.['id']}?loadreport=true`);
    expect(answer.status).toBe(200);
    const report = rowSchema.parse(rowSchema.parse(await answer.json())['report']);
    expect([report['loaded'], report['load_error']]).toEqual([false, "Invalid column name 'margin_old'."]);
  });

  test('agents include "Unassigned", an API-only one and, when asked, one who left; `me` is the API-only one', async () => {
    const agents = await readArray('/Agent?includedisabled=true');
    expect(agents).toHaveLength(27);
    expect(agents.find((row) => row['id'] === 1)?.['name']).toBe('Unassigned');
    expect(agents.filter((row) => row['isapiagent'] === true)).toHaveLength(1);
    expect(agents.filter((row) => row['isdisabled'] === true)).toHaveLength(1);
    expect((await read('/Agent/me'))['isapiagent']).toBe(true);
  });

  test('statuses, priorities and ticket types look as in a real instance', async () => {
    const ids = (await readArray('/Status?type=ticket&showall=true')).map((row) => row['id']);
    for (const id of [1, 2, 8, 9, 20]) expect(ids).toContain(id);
    const priorities = await readArray('/Priority');
    expect(priorities.every((row) => /^[0-9a-f-]{36}$/.test(String(row['id'])))).toBe(true);
    expect(priorities.map((row) => row['priorityid'])).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
    const uses = new Set(
      (await readArray('/TicketType')).map((row) => `${row['use']}/${row['project_type']}`),
    );
    expect(uses).toEqual(new Set(['tickets/0', 'projects/1', 'projects/0', 'opps/0']));
    expect((await readArray('/TicketType?showinactive=true')).length).toBe(
      (await readArray('/TicketType')).length + 1,
    );
  });

  test('one currency has rate 1', async () => {
    const rates = (await readArray('/Currency')).map((row) => row['conversion_rate']);
    expect(rates.filter((rate) => rate === 1)).toHaveLength(1);
  });

  test('nothing can be changed; a body that is no array or lacks an outcome is refused as Halo does', async () => {
    const token = await signIn(shared);
    const post = (path: string, body: unknown) =>
      fetch(`${shared.url}/api${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect((await post('/Tickets', { summary: 'x' })).status).toBe(400);
    expect(await (await post('/Actions', [{ ticket_id: 2500, note: 'x' }])).text()).toContain(
      'An Outcome must be entered',
    );
    expect((await post('/Tickets', [{ summary: 'x' }])).status).toBe(403);
  });
});

describe('faults', () => {
  const halo = start();
  const path = `/Client?${paging}`;
  const fail = (fault: string, at = path) => get(at, halo, { 'x-demo-fault': fault });

  test('the grammar takes kind, argument, path, start and count', () => {
    const faults: Record<string, Fault> = {
      'cut-json': { kind: 'cut-json' },
      'rate-limit:7@/Invoice,x2': { kind: 'rate-limit', argument: '7', path: '/Invoice', times: 2 },
      'latency:50 after3': { kind: 'latency', argument: '50', after: 3 },
      'redirect:https://login.example/x?a=1': { kind: 'redirect', argument: 'https://login.example/x?a=1' },
      ' Forbidden:invoices ': { kind: 'forbidden', argument: 'invoices' },
    };
    for (const [text, fault] of Object.entries(faults)) expect(parseFault(text)).toEqual(fault);
    for (const kind of faultKinds) expect(parseFault(`${kind}:x`).kind).toBe(kind);
  });

  test('a fault that makes no sense says what there is', () => {
    expect(() => parseFault('explode')).toThrow(
      'There is no fault "explode". Use one of: latency, rate-limit',
    );
    expect(() => parseFault('cut-json,twice')).toThrow(
      '"twice" in the fault "cut-json,twice" is not understood',
    );
    expect(() => parseFault('forbidden')).toThrow('such as forbidden:invoices');
  });

  test('a fault can be set for the run, begin late, stop after some, and keep to one path', async () => {
    halo.setFault(parseFault('server-error@/Client,after1,x2'));
    const statuses: number[] = [];
    for (const at of [path, path, '/Asset?count=1', '/ClientContract?count=1', path, path])
      statuses.push((await get(at, halo)).status);
    expect(statuses).toEqual([200, 500, 200, 200, 500, 200]);
    halo.setFault(undefined);
  });

  test('a request can ask for a fault by header or query, and a wrong one is told', async () => {
    expect((await fail('bad-gateway')).status).toBe(502);
    expect((await get(`${path}&demo_fault=bad-gateway`, halo)).status).toBe(502);
    expect((await fail('explode')).status).toBe(400);
    expect((await get(path, halo)).status).toBe(200);
  });

  test('a rate limit comes with and without Retry-After', async () => {
    const [plain, timed] = await Promise.all([fail('rate-limit'), fail('rate-limit:7')]);
    expect([plain.status, plain.headers.get('retry-after')]).toEqual([429, null]);
    expect([timed.status, timed.headers.get('retry-after')]).toEqual([429, '7']);
  });

  test('a server error is an exception of .NET with its stack trace', async () => {
    const answer = await fail('server-error');
    expect(answer.status).toBe(500);
    expect(rowSchema.parse(await answer.json())['StackTraceString']).toContain('   at ');
  });

  test('pages for people come with 502, 503 and 200', async () => {
    const answers = await Promise.all([fail('bad-gateway'), fail('maintenance:30'), fail('login-page')]);
    expect(answers.map((answer) => answer.status)).toEqual([502, 503, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('30');
    for (const answer of answers) expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('a record can be missing in five ways', async () => {
    const statuses = await Promise.all(
      ['missing', 'missing:204', 'missing:null', 'missing:empty', 'missing:zero'].map(async (fault) => {
        const answer = await fail(fault, '/Client/12');
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(statuses).toEqual(['404 ', '204 ', '200 null', '200 {}', '200 {"id":0}']);
  });

  test('cut JSON is half of it; a stalled body starts and never ends; a silent one never starts', async () => {
    const cut = await (await fail('cut-json')).text();
    expect(cut.startsWith('{"page_no":1')).toBe(true);
    expect(() => JSON.parse(cut)).toThrow();
    const stalled = (await fail('stalled')).body?.getReader();
    expect((await stalled?.read())?.value?.length).toBeGreaterThan(0);
    await stalled?.cancel();
    const abort = new AbortController();
    const token = await signIn(halo);
    const silent = fetch(`${halo.url}/api/Team`, {
      headers: { authorization: `Bearer ${token}`, 'x-demo-fault': 'silent' },
      signal: abort.signal,
    });
    expect(
      await Promise.race([silent.then(() => 'answered'), get('/Team', halo).then(() => 'the other first')]),
    ).toBe('the other first');
    abort.abort();
    await expect(silent).rejects.toThrow();
  });

  test('a dropped connection gives no answer at all', async () => {
    await expect(fail('dropped')).rejects.toThrow();
  });

  test('missing scopes refuse old tokens and new ones; a revoked token is refused until there is a new one', async () => {
    const own = start({ fault: { kind: 'no-scopes' } });
    expect((await get('/Team', own)).status).toBe(401);
    own.setFault(parseFault('revoked'));
    tokens.delete(own);
    expect((await get('/Team', own)).status).toBe(200);
    own.setFault(parseFault('revoked'));
    expect((await get('/Team', own)).status).toBe(401);
    tokens.delete(own);
    expect((await get('/Team', own)).status).toBe(200);
  });

  test('one permission can be missing, named by scope or by path', async () => {
    expect((await fail('forbidden:customers')).status).toBe(403);
    expect((await fail('forbidden:Client')).status).toBe(403);
    expect((await fail('forbidden:invoices')).status).toBe(200);
  });

  test('a token can be short-lived', async () => {
    let now = 0;
    const own = start({ now: () => now, fault: parseFault('short-token:5') });
    expect(tokenSchema.parse(await (await askToken(own)).json()).expires_in).toBe(5);
    expect((await get('/Team', own)).status).toBe(200);
    now = 5000;
    expect((await get('/Team', own)).status).toBe(401);
  });

  test('a redirect leads to another host', async () => {
    const token = await signIn(halo);
    const answer = await fetch(`${halo.url}/api/Team`, {
      headers: { authorization: `Bearer ${token}`, 'x-demo-fault': 'redirect' },
      redirect: 'manual',
    });
    expect([answer.status, new URL(answer.headers.get('location') ?? '').host]).toEqual([
      302,
      'sign-in.example',
    ]);
  });

  test('lists can be bent: count, page, key, envelope, one record, lines, no paging', async () => {
    const list = async (fault: string, at: string): Promise<unknown> => (await fail(fault, at)).json();
    const second = '/Users?pageinate=true&page_no=2&page_size=5';
    const first = '/Users?pageinate=true&page_no=1&page_size=5';
    const count = Number((await read(first, halo))['record_count']);
    expect(rowSchema.parse(await list('count-changes', second))['record_count']).toBe(count + 1);
    expect(rowSchema.parse(await list('repeating-page', second))['users']).toEqual(
      (await read(first, halo))['users'],
    );
    expect(Object.keys(rowSchema.parse(await list('wrong-key', first)))).toContain('data');
    expect(await list('bare-array', first)).toHaveLength(5);
    const odd = z.array(rowSchema).parse(rowSchema.parse(await list('odd-record', first))['users']);
    expect(odd.map((row) => typeof row['id'])).toEqual(['string', 'number', 'number', 'number', 'number']);
    const unnamed = z.array(rowSchema).parse(rowSchema.parse(await list('odd-record:name', first))['users']);
    expect(unnamed.map((row) => typeof row['name'])).toEqual([
      'object',
      'string',
      'string',
      'string',
      'string',
    ]);
    expect(rowSchema.parse(await list('no-paging', first))['users']).toHaveLength(count);
    const [invoice] = z
      .array(rowSchema)
      .parse(rowSchema.parse(await list('no-lines', '/Invoice?count=1&includelines=true'))['invoices']);
    expect(Object.keys(invoice ?? {})).not.toContain('lines');
  });

  test('a report can fail inside an answer of 200', async () => {
    const report = rowSchema.parse(await (await fail('report-failed', '/Report/40?loadreport=true')).json());
    expect(rowSchema.parse(report['report'])['loaded']).toBe(false);
  });

  test('more requests than the limit are refused until the window has moved on', async () => {
    let now = 0;
    const own = start({ now: () => now, rateLimit: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) statuses.push((await get('/Team', own)).status);
    now = 300_000;
    statuses.push((await get('/Team', own)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
  });
});

test('the same seed and date give the same bytes, another seed others', async () => {
  const paths = [
    `/Tickets?${paging}&includetimetaken=true`,
    `/Client?${paging}`,
    `/Invoice?${paging}&includelines=true`,
    '/Actions?ticket_id=2050&includehtmlnote=true',
  ];
  const textsOf = (halo: DemoHalo) => Promise.all(paths.map(async (path) => (await get(path, halo)).text()));
  const [one, again, other] = await Promise.all([
    textsOf(start()),
    textsOf(start()),
    textsOf(start({ seed: 2 })),
  ]);
  expect(again).toEqual(one);
  for (const [index, text] of other.entries()) expect(text).not.toBe(one[index] ?? '');
});

test('a client name holds quotes, a comma and a tag', async () => {
  const id = data.clients()[clientAt.awkwardName]?.id;
  expect((await read(`/Client/${id}`))['name']).toBe('Hartwhistle, "The Old Mill" & Sons <b>Ltd</b>');
});
