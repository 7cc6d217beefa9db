import type { Halo } from '../../halo/client.ts';
import { readSide } from '../side-section.ts';

/** Halo's client types by id. Empty where they can't be read: then relationships that come as ids stay ids. */
export async function readTypeNames(halo: Halo): Promise<ReadonlyMap<number, string>> {
  const types = await readSide(() => halo.codes(33));
  return new Map('value' in types ? types.value.rows.map((type) => [type.id, type.name ?? '']) : []);
}
