import {
  type AssetSeed,
  assetTypes,
  listAssetFields,
  toAssetDetail,
  toAssetRow,
  toAssetTypeRow,
} from '../data/assets.ts';
import type { TicketSeed } from '../data/tickets.ts';
import { answerArray, answerList, contains, type ListAnswer, readActivity } from '../listing.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';

export const assetRoutes: readonly Route[] = [
  { path: '/Asset', topic: 'assets', list: listAssets, one: readAsset },
  { path: '/AssetType', topic: 'assets', list: () => answerArray(assetTypes.map(toAssetTypeRow)) },
];

function listAssets({ data, query, lists }: RouteRequest): ListAnswer {
  const wanted = readActivity(query);
  const numbers = ['client_id', 'site_id', 'assettype_id', 'contract_id'] as const;
  const only = numbers
    .map((name) => [name, query.int(name)] as const)
    .filter(([, value]) => value !== undefined);
  const userId = query.int('user_id');
  const statuses = query.ids('assetstatuses');
  const types = query.ids('assettypes');
  const tag = query.text('inventory_number')?.toLowerCase();
  const search = query.text('search');
  const tagOnly = query.flag('search_inventory_number_only') === true;
  // Without the type Halo ignores the wish for fields.
  const withFields = query.flag('includeassetfields') === true && query.int('assettype_id') !== undefined;
  const withUser = query.flag('includeuser') === true;
  return answerList<AssetSeed>(
    {
      key: 'assets',
      seeds: data.assets(),
      matches: (asset) =>
        wanted(asset.inactive) &&
        only.every(([name, value]) => asset[name] === value) &&
        (userId === undefined || asset.user?.id === userId) &&
        (statuses === undefined || statuses.has(asset.status_id)) &&
        (types === undefined || types.has(asset.assettype_id)) &&
        (tag === undefined || asset.inventory_number.toLowerCase() === tag) &&
        contains(
          search,
          asset.inventory_number,
          ...(tagOnly ? [] : [asset.key_field, asset.key_field2, asset.key_field3]),
        ),
      toRow: (asset) => ({
        ...toAssetRow(asset, withUser),
        fields: withFields ? listAssetFields(data.world, asset) : undefined,
      }),
      order: [{ field: 'inventory_number', descending: false }],
    },
    query,
    lists,
  );
}

function readAsset({ data }: RouteRequest, id: string): Row | undefined {
  const asset = findById(data.assets(), id);
  if (asset === undefined) return undefined;
  // An asset's tickets are those of its user, as in the list of tickets.
  const isOpenHere = (ticket: TicketSeed) => ticket.isOpen && ticket.user_id === asset.user?.id;
  return { ...toAssetDetail(data.world, asset), open_ticket_count: data.tickets().filter(isOpenHere).length };
}
