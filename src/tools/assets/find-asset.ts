import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import { HaloError } from '../../halo/errors.ts';
import type { Asset } from '../../halo/resources/assets.ts';
import { toId } from '../resolve.ts';
import { toAssetName } from './asset-summary.ts';

/** The most candidates an error lists. */
const maxListed = 5;

/**
 * Reads an asset by id (a number) or tag (text). Text of digits alone is tried as a tag first, since tags often are numbers,
 * then as an id. Throws a UserError that lists the assets when several have the tag or only come near it.
 */
export async function findAsset(halo: Halo, wanted: number | string): Promise<Asset> {
  if (typeof wanted === 'number') return halo.assets.get(wanted);
  const { rows, total } = await halo.assets.page({ search: wanted, includeinactive: true }, 1, 50);
  const same = rows.filter((asset) => fold(asset.inventory_number) === fold(wanted));
  const [only, ...others] = same;
  if (only !== undefined && others.length === 0) return halo.assets.get(only.id);
  const id = toId(wanted);
  if (only === undefined && id !== undefined) return getById(halo, id, wanted);
  if (only !== undefined) {
    throw new UserError(
      `${same.length} assets have the tag "${wanted}": ${list(same)}. Ask again with the id of the one you mean`,
    );
  }
  if (rows.length === 0) throw notFound(wanted);
  throw new UserError(
    `No asset has the tag "${wanted}". ${total ?? rows.length} ${(total ?? rows.length) === 1 ? 'comes' : 'come'} near it: ${list(rows)}. Ask again with the id of the one you mean`,
  );
}

async function getById(halo: Halo, id: number, wanted: string): Promise<Asset> {
  return halo.assets.get(id).catch((error: unknown) => {
    throw error instanceof HaloError && error.kind === 'not_found' ? notFound(wanted) : error;
  });
}

function notFound(wanted: string): UserError {
  return new UserError(
    `No asset has the tag or id "${wanted}", or this login may not see it. Look for a part of its name with list_assets and search`,
  );
}

function list(assets: readonly Asset[]): string {
  const shown = assets.slice(0, maxListed).map((asset) => {
    const about = [asset.inventory_number, toAssetName(asset), asset.client_name].filter((part) => part);
    return `${about.join(', ')} (${asset.id})`;
  });
  return `${shown.join('; ')}${assets.length > maxListed ? ' and more' : ''}`;
}

function fold(text: string | null | undefined): string {
  return (text ?? '').trim().toLocaleLowerCase('en');
}
