import { addDays, addMonths, type CalendarDate } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { ConstantRow, type Row, rest } from '../serialise.ts';
import { planBilling } from './billing-plan.ts';
import type { ClientSeed } from './clients.ts';
import { managedContractId, toContractRef } from './contract-ids.ts';
import { personAt, type UserSeed } from './people.ts';
import { hasManagedContract } from './recurring-invoices.ts';
import { midnight, noDate, scaled, type World } from './world.ts';

export type AssetSeed = {
  readonly id: number;
  /** The tag on the case. */
  readonly inventory_number: string;
  readonly key_field: string;
  readonly key_field2: string;
  readonly key_field3: string;
  readonly client: ClientSeed;
  readonly client_id: number;
  readonly client_name: string;
  readonly site_id: number;
  readonly site_name: string;
  readonly user: UserSeed | undefined;
  readonly username: string;
  readonly assettype_id: number;
  readonly assettype_name: string;
  readonly status_id: number;
  readonly inactive: boolean;
  readonly warranty_start: CalendarDate | undefined;
  readonly warranty_end: CalendarDate | undefined;
  readonly contract_id: number;
};

const assetCount = 400;
const firstId = 701;

export const assetTypes = [
  {
    id: 101,
    name: 'Laptop',
    prefix: 'LAP',
    share: 40,
    makes: ['Corvale Slate 14', 'Corvale Slate 15', 'Hexa Note 5'],
  },
  { id: 102, name: 'Workstation', prefix: 'PC', share: 25, makes: ['Hexa Tower 3', 'Corvale Block M'] },
  { id: 103, name: 'Server', prefix: 'SRV', share: 9, makes: ['Ironwood R2', 'Ironwood R4'] },
  { id: 104, name: 'Firewall', prefix: 'FW', share: 7, makes: ['Palisade 60', 'Palisade 100'] },
  { id: 105, name: 'Switch', prefix: 'SW', share: 7, makes: ['Lattice 24P', 'Lattice 48P'] },
  { id: 106, name: 'Printer', prefix: 'PRN', share: 7, makes: ['Inkwell C450'] },
  { id: 107, name: 'Mobile', prefix: 'MOB', share: 5, makes: ['Pebble 9'] },
] as const;

const assetStatuses: Readonly<Record<number, string>> = {
  1: 'In use',
  2: 'In stock',
  3: 'In repair',
  4: 'Retired',
};

export function buildAssets(world: World, clients: readonly ClientSeed[]): readonly AssetSeed[] {
  const active = clients.filter((client) => !client.inactive);
  return Array.from({ length: scaled(world, assetCount) }, (_, index) => {
    const random = world.random('asset', index);
    const type = typeAt(random.int(0, 99));
    const client = pickAt(active, index);
    const user = type.id < 103 || type.id === 107 ? personAt(world, client, random.int(0, 20)) : undefined;
    const site = personAt(world, client, index).site;
    const retired = random.chance(0.06);
    const start = addDays(world.date, -random.int(20, 1600));
    const known = type.id !== 106 && random.chance(0.92);
    const covered = planBilling(client).isManaged && hasManagedContract(client);
    return {
      id: firstId + index,
      inventory_number: `${type.prefix}-${String(1000 + index)}`,
      key_field:
        user === undefined
          ? `${client.ref}-${type.prefix}${index % 10}`
          : `${client.ref}-${type.prefix}-${user.id % 1000}`,
      key_field2: random.pick(type.makes),
      key_field3: `S${random.guid().slice(0, 8).toUpperCase()}`,
      client,
      client_id: client.id,
      client_name: client.name,
      site_id: user?.site.id ?? site.id,
      site_name: user?.site.name ?? site.name,
      user,
      username: user?.name ?? '',
      assettype_id: type.id,
      assettype_name: type.name,
      status_id: retired ? 4 : random.pick([1, 1, 1, 1, 1, 1, 2, 3]),
      inactive: retired,
      warranty_start: known ? start : undefined,
      warranty_end: known ? addMonths(start, random.pick([12, 36, 36, 36, 60])) : undefined,
      contract_id: covered ? managedContractId(client) : -1,
    };
  });
}

function typeAt(draw: number): (typeof assetTypes)[number] {
  let passed = 0;
  for (const type of assetTypes) {
    passed += type.share;
    if (passed > draw) return type;
  }
  return assetTypes[0];
}

export function toAssetTypeRow(type: (typeof assetTypes)[number]): Row {
  return {
    id: type.id,
    name: type.name,
    assetgroup_id: type.id >= 103 && type.id <= 105 ? 2 : 1,
    assetgroup_name: type.id >= 103 && type.id <= 105 ? 'Infrastructure' : 'End-user devices',
    keyfield_id: type.id * 10 + 1,
    active: true,
    use: 'assettype',
  };
}

/** The asset as lists give it; the user's name only where it was asked for. */
export function toAssetRow(asset: AssetSeed, withUser: boolean): Row {
  return {
    id: asset.id,
    inventory_number: asset.inventory_number,
    key_field: asset.key_field,
    key_field2: asset.key_field2,
    key_field3: asset.key_field3,
    client_id: asset.client_id,
    client_name: asset.client_name,
    site_id: asset.site_id,
    site_name: asset.site_name,
    username: withUser ? asset.username : undefined,
    assettype_id: asset.assettype_id,
    assettype_name: asset.assettype_name,
    status_id: asset.status_id,
    inactive: asset.inactive,
    warranty_start: asset.warranty_start === undefined ? noDate : midnight(asset.warranty_start),
    warranty_end: asset.warranty_end === undefined ? noDate : midnight(asset.warranty_end),
    contract_id: asset.contract_id,
    contract_ref: toContractRef(asset.contract_id),
    device_number: asset.id,
    [rest]: assetRest,
  };
}

/** The asset read alone, or a row with `includeassetfields`: with the fields of its type. */
export function listAssetFields(world: World, asset: AssetSeed): readonly Row[] {
  const random = world.random('asset-fields', asset.id);
  const network = asset.assettype_id >= 103 && asset.assettype_id <= 106;
  const values: readonly (readonly [number, string, string])[] = [
    [1, 'Model', asset.key_field2],
    [2, 'Serial number', asset.key_field3],
    ...(asset.assettype_id <= 103
      ? ([
          [3, 'Operating system', asset.assettype_id === 103 ? 'Server 2022' : 'Desktop 11 Pro'],
          [4, 'Memory', `${random.pick([8, 16, 16, 32])} GB`],
          [5, 'Disk', `${random.pick([256, 512, 1024])} GB`],
        ] as const)
      : []),
    ...(network ? ([[6, 'Address', `10.${random.int(1, 200)}.0.${random.int(2, 250)}`]] as const) : []),
    [7, 'Notes', ''],
  ];
  return values.map(([id, name, value]) => ({
    id: asset.assettype_id * 10 + id,
    name,
    value,
    display: value,
    validate: '',
    mandatory: false,
    showonactivity: false,
    lookup: 0,
    systemuse: 0,
    parenttype_id: asset.assettype_id,
    url: '',
    tab_id: 0,
    tab_name: 'Details',
    techdetail: 1,
    userdetail: 0,
  }));
}

export function toAssetDetail(world: World, asset: AssetSeed): Row {
  return {
    ...toAssetRow(asset, true),
    fields: listAssetFields(world, asset),
    status_name: assetStatuses[asset.status_id],
    users:
      asset.user === undefined
        ? []
        : [{ id: asset.user.id, name: asset.user.name, emailaddress: asset.user.emailaddress }],
    notes: '',
    warranty_note: '',
    contracts: [],
    child_assets: [],
    parent_assets: [],
    services: [],
  };
}

const assetRest = new ConstantRow({
  business_owner_id: 0,
  technical_owner_id: 0,
  colour: '#4a90d9',
  icon: 'desktop',
  is_primary_asset: false,
  parent_id: 0,
  child_id: 0,
  sibling_id: false,
  contract_value: 0,
  supplier_id: 0,
  supplier_contract_id: 0,
  supplier_sla_id: 0,
  supplier_priority_id: 0,
  customfields: [],
  relationship_id: 0,
  custombuttons: [],
  default_contract_value: 0,
  itemstock_id: 0,
  item_id: 0,
  item_name: '',
  non_consignable: false,
  reserved_salesorder_id: 0,
  criticality: 0,
  service_id: 0,
  use: 'device',
  third_party_id: 0,
  sla_id: -1,
  priority_id: 0,
  manufacturer_id: 0,
  ninjarmm_id: 0,
  syncroid: 0,
  datto_id: '',
  bulkcreated: false,
});
