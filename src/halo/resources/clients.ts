import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

const relationshipSchema = z.looseObject({ id: z.union([z.string(), z.number()]).nullish(), name: text });

/** A client; "Customer" in Halo's own menus. */
export const clientSchema = z.looseObject({
  id,
  name: z.string(),
  toplevel_id: optionalId,
  toplevel_name: text,
  inactive: flag,
  stopped: number,
  ref: text,
  website: text,
  customertype: optionalId,
  customer_relationship: z.array(relationshipSchema).nullish(),
  /** The same as ids; some versions send text, others a list. */
  customer_relationship_list: z.union([z.string(), z.array(relationshipSchema)]).nullish(),
  accountmanagertech: optionalId,
  accountmanagertech_name: text,
  accountmanagertech_email: text,
  main_site_id: optionalId,
  main_site_name: text,
  main_contact_name: text,
  main_contact_email: text,
  main_contact_phonenumber: text,
  main_phonenumber: text,
  accountsemailaddress: text,
  clientcurrency: text,
  currencyisocode: text,
  paymentterms: number,
  is_vip: flag,
  notes: text,
  datecreated: date,
  client_to_invoice: optionalId,
  client_to_invoice_name: text,
  open_ticket_count: number,
});

export type Client = z.infer<typeof clientSchema>;

export type ClientQuery = {
  readonly search?: string;
  readonly search_name_only?: boolean;
  readonly includeinactive?: boolean;
  readonly toplevel_id?: number;
  readonly showcounts?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Clients by name; inactive ones only where asked for. A list row weighs about 18 KB on a live instance. */
export const clients: ResourceDefinition<Client, ClientQuery> = {
  path: '/Client',
  noun: 'clients',
  singular: 'client',
  permission: 'read:customers',
  keys: ['clients'],
  schema: clientSchema,
  listQuery: { includeinactive: false, order: 'name', orderdesc: false, order2: 'id', orderdesc2: false },
  detailQuery: { includedetails: true },
};
