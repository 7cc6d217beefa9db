import { toClientDetail, toClientListRow } from '../data/client-rows.ts';
import type { ClientSeed } from '../data/clients.ts';
import type { DemoData } from '../data/demo-data.ts';
import { toSiteRow, toUserRow } from '../data/people.ts';
import { answerList, contains, type ListAnswer, readActivity } from '../listing.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';

export const clientRoutes: readonly Route[] = [
  { path: '/Client', topic: 'customers', list: listClients, one: readClient },
  { path: '/Site', topic: 'customers', list: listSites, one: readSite },
  { path: '/Users', topic: 'customers', list: listUsers, one: readUser },
];

const byName = [{ field: 'name', descending: false }];

function listClients({ data, query, lists }: RouteRequest): ListAnswer {
  const wanted = readActivity(query);
  const search = query.text('search');
  const nameOnly = query.flag('search_name_only') === true;
  const topLevel = query.int('toplevel_id');
  const counts = query.flag('showcounts') === true ? countOpen(data) : undefined;
  return answerList(
    {
      key: 'clients',
      seeds: data.clients(),
      matches: (client) =>
        wanted(client.inactive) &&
        (topLevel === undefined || client.toplevel_id === topLevel) &&
        contains(search, client.name, ...(nameOnly ? [] : [client.ref, client.domain])),
      toRow: (client) => {
        const row = toClientListRow(data.world, client);
        return counts === undefined ? row : { ...row, open_ticket_count: counts.get(client.id) ?? 0 };
      },
      order: byName,
    },
    query,
    lists,
  );
}

function readClient({ data }: RouteRequest, id: string): Row | undefined {
  const client = findById(data.clients(), id);
  if (client === undefined) return undefined;
  const payer = data.clients().find((each) => each.id === client.client_to_invoice);
  return {
    ...toClientDetail(data.world, client, payer?.name),
    open_ticket_count: countOpen(data).get(client.id) ?? 0,
  };
}

function countOpen(data: DemoData): ReadonlyMap<ClientSeed['id'], number> {
  const counts = new Map<number, number>();
  for (const ticket of data.tickets()) {
    if (ticket.isOpen) counts.set(ticket.client_id, (counts.get(ticket.client_id) ?? 0) + 1);
  }
  return counts;
}

function listSites({ data, query, lists }: RouteRequest): ListAnswer {
  const wanted = readActivity(query);
  const clientId = query.int('client_id');
  const search = query.text('search');
  const withAddress = query.flag('includeaddress') === true;
  return answerList(
    {
      key: 'sites',
      seeds: data.sites(),
      matches: (site) =>
        wanted(site.inactive) &&
        (clientId === undefined || site.client.id === clientId) &&
        contains(search, site.name, site.client.name),
      toRow: (site) => toSiteRow(site, withAddress),
      order: byName,
    },
    query,
    lists,
  );
}

function readSite({ data }: RouteRequest, id: string): Row | undefined {
  const site = findById(data.sites(), id);
  return site && { ...toSiteRow(site, true), customfields: [], emaildomain: site.client.domain };
}

function listUsers({ data, query, lists }: RouteRequest): ListAnswer {
  const wanted = readActivity(query);
  const clientId = query.int('client_id');
  const siteId = query.int('site_id');
  const search = query.text('search');
  const noGeneral = query.flag('exclude_generaluser') === true;
  return answerList(
    {
      key: 'users',
      seeds: data.users(),
      matches: (user) =>
        wanted(user.inactive) &&
        (clientId === undefined || user.client.id === clientId) &&
        (siteId === undefined || user.site.id === siteId) &&
        !(noGeneral && user.name === 'General User') &&
        contains(search, user.name, user.emailaddress),
      toRow: toUserRow,
      order: byName,
    },
    query,
    lists,
  );
}

function readUser({ data }: RouteRequest, id: string): Row | undefined {
  const user = findById(data.users(), id);
  return user && { ...toUserRow(user), customfields: [] };
}
