import { UserError } from '../base/errors.ts';
import type { Halo } from '../halo/client.ts';

/** Something Halo numbers and people name. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

/** The most candidates an error lists. */
const maxListed = 10;

/**
 * Finds the one thing meant by an id or a name among `candidates`: the same name first, whatever its case, else the only one
 * that contains the text. Throws a UserError that lists the candidates with their ids when none or several fit.
 */
export function pickNamed<T extends Named>(
  noun: string,
  wanted: number | string,
  candidates: readonly T[],
): T {
  const id = toId(wanted);
  const byId = id === undefined ? undefined : candidates.find((candidate) => candidate.id === id);
  if (byId !== undefined) return byId;
  const text = fold(String(wanted));
  const same = candidates.filter((candidate) => fold(candidate.name) === text);
  const found =
    same.length > 0 ? same : candidates.filter((candidate) => fold(candidate.name).includes(text));
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new UserError(
      `"${wanted}" fits ${found.length} ${toPlural(noun)}: ${list(found)}. Ask again with the id of the one you mean`,
    );
  }
  const known = candidates.length === 0 ? 'there are none' : `there are: ${list(candidates)}`;
  throw new UserError(`No ${noun} is called "${wanted}"; ${known}`);
}

/** Finds a client by id or name. An id is taken as it is, at no cost; a name costs one request. */
export async function resolveClient(
  halo: Halo,
  wanted: number | string,
): Promise<{ readonly id: number; readonly name: string | undefined }> {
  const id = toId(wanted);
  if (id !== undefined) return { id, name: undefined };
  const text = String(wanted);
  const { rows, total } = await halo.clients.page(
    { search: text, search_name_only: true, includeinactive: true },
    1,
    50,
  );
  if (rows.length === 0) {
    throw new UserError(
      `No client is called "${text}". Try a shorter part of the name, or list_clients with a search`,
    );
  }
  const found = fold(text);
  const same = rows.filter((client) => fold(client.name) === found);
  const active = rows.filter((client) => client.inactive !== true);
  const candidates = same.length > 0 ? same : active.length > 0 ? active : rows;
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return { id: only.id, name: only.name };
  const count = Math.max(
    candidates.length,
    same.length > 0 ? 0 : (total ?? 0) - (rows.length - candidates.length),
  );
  throw new UserError(
    `"${text}" fits ${count} clients: ${list(candidates)}. Ask again with the id of the one you mean`,
  );
}

/** Finds an agent, disabled ones included, by id, name or e-mail address. */
export async function resolveAgent(halo: Halo, wanted: number | string): Promise<Named> {
  const { rows } = await halo.agents();
  const text = fold(String(wanted));
  const byEmail = rows.find(
    (agent) => agent.email !== null && agent.email !== undefined && fold(agent.email) === text,
  );
  return byEmail ?? pickNamed('agent', wanted, rows);
}

export async function resolveTeam(halo: Halo, wanted: number | string): Promise<Named> {
  return pickNamed('team', wanted, (await halo.teams()).rows);
}

export async function resolveStatus(halo: Halo, wanted: number | string): Promise<Named> {
  return pickNamed('status', wanted, (await halo.statuses()).rows);
}

export async function resolveTicketType(halo: Halo, wanted: number | string): Promise<Named> {
  return pickNamed('ticket type', wanted, (await halo.ticketTypes()).rows);
}

/** Text of digits alone is meant as an id; names of clients that are only digits can be found by their id. */
export function toId(wanted: number | string): number | undefined {
  if (typeof wanted === 'number') return wanted;
  return /^-?\d{1,10}$/.test(wanted.trim()) ? Number(wanted.trim()) : undefined;
}

function fold(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLocaleLowerCase('en');
}

function toPlural(noun: string): string {
  if (noun.endsWith('y')) return `${noun.slice(0, -1)}ies`;
  return noun.endsWith('s') ? `${noun}es` : `${noun}s`;
}

function list(candidates: readonly Named[]): string {
  const shown = candidates.slice(0, maxListed).map((candidate) => `${candidate.name} (${candidate.id})`);
  const more = candidates.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
