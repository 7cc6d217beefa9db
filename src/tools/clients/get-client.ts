import { z } from 'zod';
import type { Halo } from '../../halo/client.ts';
import { HaloError } from '../../halo/errors.ts';
import type { Client } from '../../halo/resources/clients.ts';
import type { Block, Row } from '../answer.ts';
import { full, nameOrId } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { resolveClient } from '../resolve.ts';
import { readSide } from '../side-section.ts';
import { htmlToText, toLine } from '../text.ts';
import { readClientTickets } from '../tickets/open-tickets.ts';
import { defineTool } from '../tool.ts';
import { readClientBilling } from './client-billing.ts';
import { toClientFields, toContactRow, toSiteRow } from './client-profile.ts';
import { readTypeNames } from './client-types.ts';
import { describeGaps } from './section-gaps.ts';

const shownTickets = 5;
const shownContacts = 10;
const shownSites = 20;

export const getClient = defineTool({
  name: 'get_client',
  title: 'Get client',
  effect: 'reads',
  description:
    'Shows everything about one client (customer) by id or name: profile, account manager, main contact, sites, people, open tickets, active contracts, what is billed regularly (net a month), and what is unpaid and overdue. Use it to prepare for a call or a meeting. For longer lists use the list_ tools with client; for revenue over time revenue_breakdown.',
  input: z.strictObject({ id: nameOrId('client'), full }),
  run: async (input, { halo, today }) => {
    const { id } = await resolveClient(halo, input.id);
    if (input.full) {
      const client = await halo.clients.get(id);
      return toFullRecord(`Client ${toLine(client.name, 200)}`, client);
    }
    const [client, typeNames, tickets, sites, contacts, billing] = await Promise.all([
      halo.clients.get(id),
      readTypeNames(halo),
      readSide(() => readClientTickets(halo, id, shownTickets)),
      readSide(() => halo.sites.walk({ client_id: id, includeaddress: true })),
      readSide(() => readContacts(halo, id)),
      readClientBilling(halo, id, today),
    ]);
    const ownSites = 'value' in sites ? sites.value.rows.filter((site) => site.client_id === id) : [];
    const people = 'value' in contacts ? contacts.value.rows : [];
    const notes = htmlToText(client.notes ?? '');
    return {
      heading: `Client ${toLine(client.name, 200)}`,
      notes: [
        ...billing.notes,
        ...('missing' in tickets ? [`open tickets NOT READ (${tickets.missing})`] : tickets.value.notes),
        ...describeGaps('sites', sites),
        ...('missing' in contacts ? [`people NOT READ (${contacts.missing})`] : []),
      ],
      blocks: [
        {
          kind: 'fields',
          fields: {
            ...toClientFields(client, await nameAccountManager(halo, client), typeNames),
            ...billing.totals,
            openTickets: 'value' in tickets ? tickets.value.count : 'not known',
          },
        },
        ...toTable('newest open tickets', 'value' in tickets ? tickets.value.newest : []),
        ...toTable('active contracts', billing.contracts),
        ...toTable('live recurring invoices', billing.recurring),
        ...toTable(
          toTitle('sites', shownSites, ownSites.length),
          ownSites.slice(0, shownSites).map(toSiteRow),
        ),
        ...toTable(
          toTitle('people', shownContacts, 'value' in contacts ? contacts.value.total : 0),
          people.slice(0, shownContacts).map(toContactRow),
        ),
        { kind: 'entries', entries: notes === '' ? [] : [{ heading: 'client notes:', text: notes }] },
      ],
    };
  },
});

/** The people at a client, important ones first; how many there are. Logins of devices and "General User" are left out. */
async function readContacts(halo: Halo, clientId: number) {
  const { rows, total = rows.length } = await halo.users.page({ client_id: clientId }, 1, 100);
  if (rows.some((user) => user.client_id && user.client_id !== clientId)) {
    throw new HaloError('refused_request', 'this version of Halo does not find users by client');
  }
  const people = rows.filter((user) => user.isserviceaccount !== true);
  return {
    rows: people.toSorted(
      (a, b) => Number(b.isimportantcontact === true) - Number(a.isimportantcontact === true),
    ),
    total: total - (rows.length - people.length),
  };
}

async function nameAccountManager(halo: Halo, client: Client): Promise<string | undefined> {
  if (client.accountmanagertech_name) return client.accountmanagertech_name;
  const id = client.accountmanagertech ?? 0;
  if (id <= 1) return undefined;
  const agents = await readSide(() => halo.agents());
  const agent = 'value' in agents ? agents.value.rows.find((each) => each.id === id) : undefined;
  return agent?.name ?? `agent ${id}`;
}

function toTable(title: string, rows: readonly Row[]): readonly Block[] {
  return rows.length === 0 ? [] : [{ kind: 'table', title, rows }];
}

function toTitle(noun: string, shown: number, total: number): string {
  return total > shown ? `${noun} (${shown} of ${total})` : noun;
}
