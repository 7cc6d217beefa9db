import { z } from 'zod';
import { date, flag, id, number, optionalId, text } from '../fields.ts';
import type { LookupDefinition } from '../lookup.ts';
import type { ResourceDefinition } from '../resource.ts';

const fieldSchema = z.looseObject({
  name: text,
  display: text,
  value: z.unknown().optional(),
});

const assetUserSchema = z.looseObject({ id: optionalId, name: text, emailaddress: text });

/** A thing a client has: a laptop, a server, a domain. It has no name of its own; the key fields of its type serve as one. */
export const assetSchema = z.looseObject({
  id,
  /** The tag on the thing. */
  inventory_number: text,
  key_field: text,
  key_field2: text,
  key_field3: text,
  client_id: optionalId,
  client_name: text,
  site_id: optionalId,
  site_name: text,
  username: text,
  assettype_id: optionalId,
  assettype_name: text,
  status_id: optionalId,
  status_name: text,
  inactive: flag,
  item_name: text,
  contract_id: optionalId,
  contract_ref: text,
  supplier_name: text,
  technical_owner_name: text,
  business_owner_name: text,
  criticality_description: text,
  warranty_start: date,
  warranty_end: date,
  warranty_note: text,
  supplier_purchasedate: date,
  commissiondate: date,
  notes: text,
  open_ticket_count: number,
  fields: z.array(fieldSchema).nullish(),
  /** Comes only with one asset, not in lists. */
  users: z.array(assetUserSchema).nullish(),
});

export type Asset = z.infer<typeof assetSchema>;

export type AssetQuery = {
  readonly client_id?: number;
  readonly site_id?: number;
  readonly assettype_id?: number;
  readonly search?: string;
  readonly search_inventory_number_only?: boolean;
  readonly includeinactive?: boolean;
  readonly includeuser?: boolean;
  readonly noicon?: boolean;
  readonly order?: string;
  readonly orderdesc?: boolean;
  readonly order2?: string;
  readonly orderdesc2?: boolean;
};

/** Assets by tag; inactive ones only where asked for. */
export const assets: ResourceDefinition<Asset, AssetQuery> = {
  path: '/Asset',
  noun: 'assets',
  singular: 'asset',
  permission: 'read:assets',
  keys: ['assets'],
  schema: assetSchema,
  listQuery: {
    includeinactive: false,
    includeuser: true,
    noicon: true,
    order: 'inventory_number',
    orderdesc: false,
    order2: 'id',
    orderdesc2: false,
  },
  detailQuery: { includedetails: true },
};

const assetTypeSchema = z.looseObject({ id, name: z.string(), assetgroup_name: text });
/** What kind of thing an asset is: Laptop, Firewall. Each Halo has its own. */
export type AssetType = z.infer<typeof assetTypeSchema>;

export const assetTypes: LookupDefinition<AssetType> = {
  path: '/AssetType',
  noun: 'asset types',
  permission: 'read:assets',
  keys: ['assettypes'],
  schema: assetTypeSchema,
  query: {},
};
