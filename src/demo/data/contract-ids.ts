import type { ClientSeed } from './clients.ts';

/** Contracts have ids by client, so that a ticket can name one without any being made. */
export function managedContractId(client: ClientSeed): number {
  return 300 + client.index * 3;
}

export function prepayContractId(client: ClientSeed): number {
  return 301 + client.index * 3;
}

/** The older contract of the few clients that have two. */
export function formerContractId(client: ClientSeed): number {
  return 302 + client.index * 3;
}

/** How a contract is called; undefined for the numbers that stand for none. */
export function toContractRef(contractId: number): string | undefined {
  return contractId > 0 ? `CO-${String(contractId).padStart(5, '0')}` : undefined;
}
