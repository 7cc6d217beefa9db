import { z } from 'zod';
import type { Halo } from '../../halo/client.ts';
import { toDay } from '../../halo/halo-date.ts';
import type { Asset } from '../../halo/resources/assets.ts';
import { day, nameOrId, paging, search, yes } from '../fields.ts';
import { answerList } from '../list-answer.ts';
import { pickNamed, resolveClient, toId } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { toAssetSummary } from './asset-summary.ts';
import { nameStatuses } from './name-statuses.ts';
import { resolveSite } from './resolve-site.ts';

export const listAssets = defineTool({
  name: 'list_assets',
  title: 'List assets',
  effect: 'reads',
  description:
    "Lists assets (computers, servers, network devices, whatever a client has) with tag, type, client, site, user, status and end of warranty. Filter by client, site, type, words, or warranty_before to see whose warranty ends before a day; then the earliest comes first. For one asset's fields and tickets use get_asset.",
  input: z.strictObject({
    client: nameOrId('client').optional(),
    site: nameOrId('site').optional(),
    type: nameOrId('asset type').optional(),
    search: search.optional(),
    warranty_before: day('Only where the warranty ends before this day').optional(),
    include_inactive: yes('Also assets that are no longer in use'),
    ...paging,
  }),
  run: async (input, { halo }) => {
    const [client, type] = await Promise.all([
      input.client === undefined ? undefined : resolveClient(halo, input.client),
      input.type === undefined ? undefined : resolveAssetType(halo, input.type),
    ]);
    const site = input.site === undefined ? undefined : await resolveSite(halo, input.site, client?.id);
    const before = input.warranty_before;
    const answer = await answerList(
      {
        resource: halo.assets,
        query: {
          includeinactive: input.include_inactive,
          ...(client === undefined ? {} : { client_id: client.id }),
          ...(site === undefined ? {} : { site_id: site.id }),
          ...(type === undefined ? {} : { assettype_id: type.id }),
          ...(input.search === undefined ? {} : { search: input.search }),
        },
        matches: (asset) =>
          (input.include_inactive || asset.inactive !== true) &&
          (client === undefined || asset.client_id === client.id) &&
          (site === undefined || asset.site_id === site.id) &&
          (type === undefined || asset.assettype_id === type.id) &&
          (before === undefined || (toDay(asset.warranty_end) ?? before) < before),
        ...(before === undefined ? {} : { mustReadAll: true, compare: byWarrantyEnd }),
      },
      {
        noun: 'assets',
        page: input.page,
        pageSize: input.page_size,
        toRow: toAssetSummary,
        notes: [
          ...(client === undefined ? [] : [`client ${client.name ?? client.id}`]),
          ...(site === undefined ? [] : [`site ${site.name}`]),
          ...(type === undefined ? [] : [`type ${type.name}`]),
          ...(input.search === undefined ? [] : [`matching "${input.search}"`]),
          ...(before === undefined
            ? []
            : [`warranty ends before ${before} (those without a date are not in it)`]),
          input.include_inactive ? 'inactive ones included' : 'active only',
          before === undefined ? 'by tag' : 'earliest warranty end first',
        ],
      },
    );
    return nameStatuses(halo, answer);
  },
});

function byWarrantyEnd(a: Asset, b: Asset): number {
  return (toDay(a.warranty_end) ?? '').localeCompare(toDay(b.warranty_end) ?? '') || a.id - b.id;
}

async function resolveAssetType(halo: Halo, wanted: number | string) {
  const id = toId(wanted);
  if (id !== undefined) return { id, name: String(id) };
  return pickNamed('asset type', wanted, (await halo.assetTypes()).rows);
}
