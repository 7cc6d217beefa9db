import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import type { LookupRow } from '../../halo/resources/ticket-lookups.ts';
import type { Named } from '../resolve.ts';
import { pickNamed, toId } from '../resolve.ts';
import { readSide } from '../side-section.ts';
import { nameContract } from './billing-records.ts';
import type { ContractNames } from './contract-summary.ts';

const typeList = 28;
const statusList = 38;

/** The names of contract types and statuses; without them Halo's own words on the contract are shown. */
export async function readContractNames(halo: Halo): Promise<ContractNames> {
  const read = async (list: typeof typeList | typeof statusList) => {
    const rows = await readSide(() => halo.codes(list));
    return new Map('value' in rows ? toNamed(rows.value.rows).map(({ id, name }) => [id, name]) : []);
  };
  const [types, statuses] = await Promise.all([read(typeList), read(statusList)]);
  return { types, statuses };
}

/** Finds a contract type by id or name. */
export async function resolveContractType(halo: Halo, wanted: number | string): Promise<Named> {
  return pickNamed('contract type', wanted, toNamed((await halo.codes(typeList)).rows));
}

/** Finds a contract status by id or name. */
export async function resolveContractStatus(halo: Halo, wanted: number | string): Promise<Named> {
  return pickNamed('contract status', wanted, toNamed((await halo.codes(statusList)).rows));
}

/** Finds a contract by id or ref. An id is taken as it is, at no cost; a ref costs one request. */
export async function resolveContract(halo: Halo, wanted: number | string): Promise<{ readonly id: number }> {
  const id = toId(wanted);
  if (id !== undefined) return { id };
  const { rows } = await halo.contracts.page({ search: String(wanted), includeinactive: true }, 1, 50);
  if (rows.length === 0) {
    throw new UserError(`No contract has the ref "${wanted}". Find it with list_contracts and its client`);
  }
  return pickNamed(
    'contract',
    wanted,
    rows.map((contract) => ({ id: contract.id, name: nameContract(contract) })),
  );
}

function toNamed(rows: readonly LookupRow[]): readonly Named[] {
  return rows.flatMap(({ id, name }) => (name ? [{ id, name }] : []));
}
