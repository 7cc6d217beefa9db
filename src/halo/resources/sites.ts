import { z } from 'zod';
import { flag, id, optionalId, text } from '../fields.ts';
import type { ResourceDefinition } from '../resource.ts';

/** A place where a client works. */
export const siteSchema = z.looseObject({
  id,
  name: z.string(),
  client_id: optionalId,
  client_name: text,
  inactive: flag,
  phonenumber: text,
  delivery_address_line1: text,
  delivery_address_line2: text,
  delivery_address_line3: text,
  delivery_address_line4: text,
  delivery_address_line5: text,
});

export type Site = z.infer<typeof siteSchema>;

export type SiteQuery = {
  readonly client_id?: number;
  readonly search?: string;
  readonly includeinactive?: boolean;
  readonly includeaddress?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Sites by name; inactive ones only where asked for. They come with the permission for clients. */
export const sites: ResourceDefinition<Site, SiteQuery> = {
  path: '/Site',
  noun: 'sites',
  singular: 'site',
  permission: 'read:customers',
  keys: ['sites'],
  schema: siteSchema,
  listQuery: { includeinactive: false, order: 'name', orderdesc: false, order2: 'id', orderdesc2: false },
  detailQuery: { includedetails: true },
};
