import { UserError } from '../../base/errors.ts';
import type { Priority } from '../../halo/resources/ticket-lookups.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';
import { pickNamed, toId } from '../resolve.ts';
import { findPriorityName } from './ticket-names.ts';

/** The priority that was asked for. */
export interface WantedPriority {
  readonly name: string;
  /** The numbers that stand for it, over all SLAs. */
  readonly ids: readonly number[];
  /** True where one of the numbers means something else in another SLA, so that Halo's filter finds too much. */
  readonly isMixed: boolean;
  readonly fits: (ticket: Ticket) => boolean;
}

/** Finds a priority by name, in every SLA that has it, or by number. Throws a UserError that lists the candidates. */
export function pickPriority(rows: readonly Priority[], wanted: number | string): WantedPriority {
  const id = toId(wanted);
  if (id !== undefined) {
    const names = [...new Set(rows.filter((row) => row.priorityid === id).map((row) => row.name))];
    if (names.length === 0) throw new UserError(`No priority has the number ${id}; ${listNames(rows)}`);
    return {
      name: names.join(' or '),
      ids: [id],
      isMixed: false,
      fits: (ticket) => ticket.priority_id === id,
    };
  }
  const byName = new Map(rows.map((row) => [fold(row.name), { id: row.priorityid, name: row.name }]));
  const { name } = pickNamed('priority', wanted, [...byName.values()]);
  const same = rows.filter((row) => fold(row.name) === fold(name));
  const ids = [...new Set(same.map((row) => row.priorityid))];
  return {
    name,
    ids,
    isMixed: rows.some((row) => ids.includes(row.priorityid) && fold(row.name) !== fold(name)),
    fits: (ticket) => {
      const own = findPriorityName(rows, ticket);
      return own === undefined ? ids.includes(ticket.priority_id ?? 0) : fold(own) === fold(name);
    },
  };
}

function fold(name: string): string {
  return name.trim().toLocaleLowerCase('en');
}

function listNames(rows: readonly Priority[]): string {
  const names = [...new Set(rows.map((row) => `${row.name} (${row.priorityid})`))];
  return names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`;
}
