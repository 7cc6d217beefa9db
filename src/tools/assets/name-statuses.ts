import type { Halo } from '../../halo/client.ts';
import type { Answer, Row } from '../answer.ts';
import { readSide } from '../side-section.ts';
import { toAssetStatus } from './asset-summary.ts';

/** The most assets that are read for the names of their statuses. */
const maxRead = 6;

/**
 * Names the statuses in a list of assets. Halo has no list of them, and its lists of assets carry numbers alone (seen on a
 * live instance), but one asset read alone brings the name: so one is read for each number. What stays without a name
 * stays "#3".
 */
export async function nameStatuses(halo: Halo, answer: Answer): Promise<Answer> {
  const rows = answer.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
  const unnamed = new Map(
    rows.filter(hasUnnamedStatus).map((row) => [String(row['status']), Number(row['id'])]),
  );
  const read = await Promise.all(
    [...unnamed].slice(0, maxRead).map(async ([status, id]) => {
      const asset = await readSide(() => halo.assets.get(id));
      return [status, 'value' in asset ? toAssetStatus(asset.value) : undefined] as const;
    }),
  );
  const names = new Map(read);
  const name = (row: Row): Row => {
    const known = names.get(String(row['status']));
    return known === undefined ? row : { ...row, status: known };
  };
  return {
    ...answer,
    blocks: answer.blocks.map((block) =>
      block.kind === 'table' ? { ...block, rows: block.rows.map(name) } : block,
    ),
  };
}

function hasUnnamedStatus(row: Row): boolean {
  return String(row['status'] ?? '').startsWith('#');
}
