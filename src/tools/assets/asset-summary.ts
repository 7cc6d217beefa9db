import type { Asset } from '../../halo/resources/assets.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { toLine } from '../text.ts';

/** An asset as lists show it. */
export function toAssetSummary(asset: Asset): Row {
  return {
    id: asset.id,
    tag: asset.inventory_number,
    name: toAssetName(asset),
    type: asset.assettype_name,
    client: asset.client_name,
    site: asset.site_name,
    user: asset.username,
    status: toAssetStatus(asset),
    warrantyEnd: showDay(asset.warranty_end),
    inactive: asset.inactive === true ? true : undefined,
  };
}

/** What people know an asset by: the key fields of its type, such as host name and model. Empty where it has none. */
export function toAssetName(asset: Asset): string {
  const parts = [asset.key_field, asset.key_field2, asset.key_field3].map((part) => (part ?? '').trim());
  return toLine(
    [...new Set(parts.filter((part) => part !== '' && part !== asset.inventory_number))].join(' · '),
    120,
  );
}

/** The name of an asset's status, or its number where Halo sends no name. */
export function toAssetStatus(asset: Asset): string | undefined {
  if (asset.status_name) return asset.status_name;
  const id = asset.status_id ?? 0;
  return id > 0 ? `#${id}` : undefined;
}
