import { isUnlimited, toDay } from '../../halo/halo-date.ts';
import type { Asset } from '../../halo/resources/assets.ts';
import type { Row } from '../answer.ts';
import { showDay } from '../moments.ts';
import { htmlToText, toLine } from '../text.ts';
import { toAssetSummary } from './asset-summary.ts';

/** What `get_asset` says about an asset itself. */
export function toAssetFields(asset: Asset): Row {
  const { name: _, warrantyEnd, inactive, ...summary } = toAssetSummary(asset);
  return {
    ...summary,
    inactive,
    item: asset.item_name,
    supplier: asset.supplier_name,
    contract: toContract(asset),
    criticality: asset.criticality_description,
    technicalOwner: asset.technical_owner_name,
    businessOwner: asset.business_owner_name,
    purchased: showDay(asset.supplier_purchasedate),
    commissioned: showDay(asset.commissiondate),
    warrantyStart: showDay(asset.warranty_start),
    warrantyEnd,
    warrantyNote: asset.warranty_note,
  };
}

/** The fields that the asset's type gives it, in Halo's order: those that have a value, shown as Halo shows them. */
export function toTypeFields(asset: Asset): readonly Row[] {
  return (asset.fields ?? [])
    .map((field) => ({ field: field.name, value: showValue(field.display, field.value) }))
    .filter(({ value }) => value !== '');
}

function showValue(display: string | null | undefined, value: unknown): string {
  const text = display || (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  // Dates come as midnight without a zone, and as one of Halo's days for "not set".
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) {
    const day = toDay(text);
    return day === undefined || isUnlimited(day) ? '' : day;
  }
  return toLine(htmlToText(text), 300);
}

function toContract(asset: Asset): string | undefined {
  const id = asset.contract_id ?? 0;
  if (id <= 0) return asset.contract_ref || undefined;
  return asset.contract_ref ? `${asset.contract_ref} (${id})` : String(id);
}
