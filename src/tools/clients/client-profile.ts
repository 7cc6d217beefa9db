import type { Client } from '../../halo/resources/clients.ts';
import type { Site } from '../../halo/resources/sites.ts';
import type { User } from '../../halo/resources/users.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { toLine } from '../text.ts';
import { listRelationships, toClientStatus } from './client-summary.ts';

/** What `get_client` says about the client itself. */
export function toClientFields(
  client: Client,
  accountManager: string | undefined,
  typeNames: ReadonlyMap<number, string>,
): Row {
  return {
    id: client.id,
    status: toClientStatus(client),
    topLevel: client.toplevel_name,
    relationships: listRelationships(client, typeNames).join('; '),
    vip: client.is_vip === true ? true : undefined,
    ref: client.ref,
    accountManager: joinFacts(accountManager, client.accountmanagertech_email),
    mainContact: joinFacts(
      client.main_contact_name,
      client.main_contact_email,
      client.main_contact_phonenumber,
    ),
    mainSite: client.main_site_name,
    phone: client.main_phonenumber,
    website: client.website,
    accountsEmail: client.accountsemailaddress,
    billedThrough: (client.client_to_invoice ?? 0) > 0 ? nameOfPayer(client) : undefined,
    currency: client.currencyisocode || client.clientcurrency,
    paymentTerms: client.paymentterms || undefined,
    createdInHalo: showDay(client.datecreated),
  };
}

/** A client's site with its address in one line. */
export function toSiteRow(site: Site): Row {
  const lines = [
    site.delivery_address_line1,
    site.delivery_address_line2,
    site.delivery_address_line3,
    site.delivery_address_line4,
    site.delivery_address_line5,
  ];
  return { id: site.id, name: site.name, address: joinFacts(...lines), phone: site.phonenumber };
}

/** A person at a client. */
export function toContactRow(user: User): Row {
  return {
    id: user.id,
    name: user.name,
    title: user.title,
    email: user.emailaddress,
    phone: user.phonenumber_preferred || user.phonenumber || user.mobilenumber,
    site: user.site_name,
    important: user.isimportantcontact === true ? true : undefined,
  };
}

function nameOfPayer(client: Client): string {
  return client.client_to_invoice_name
    ? `${client.client_to_invoice_name} (${client.client_to_invoice})`
    : `client ${client.client_to_invoice}`;
}

function joinFacts(...facts: readonly (string | null | undefined)[]): string {
  return facts
    .map((fact) => toLine(fact ?? '', 120))
    .filter((fact) => fact !== '')
    .join(', ');
}
