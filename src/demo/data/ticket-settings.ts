import { createRandom } from '../random.ts';
import type { Row } from '../serialise.ts';

const fixed = (scope: string, id: number) => createRandom(0, scope, id).guid();

type StatusSeed = {
  readonly id: number;
  readonly name: string;
  readonly shortname: string;
  readonly colour: string;
};

/** 1, 2, 8 and 9 are Halo's own; the others are this Halo's. */
export const statuses: readonly StatusSeed[] = [
  { id: 1, name: 'New', shortname: 'New', colour: '#e74c3c' },
  { id: 2, name: 'In Progress', shortname: 'In Prog', colour: '#2980b9' },
  { id: 4, name: 'With User', shortname: 'User', colour: '#f39c12' },
  { id: 5, name: 'With Supplier', shortname: 'Supp', colour: '#8e44ad' },
  { id: 21, name: 'Scheduled', shortname: 'Sched', colour: '#16a085' },
  { id: 23, name: 'Updated by User', shortname: 'Updated', colour: '#d35400' },
  { id: 24, name: 'On Hold', shortname: 'Hold', colour: '#7f8c8d' },
  { id: 31, name: 'Planning', shortname: 'Plan', colour: '#1abc9c' },
  { id: 41, name: 'Proposal Sent', shortname: 'Prop', colour: '#9b59b6' },
  { id: 8, name: 'Resolved', shortname: 'Resolved', colour: '#27ae60' },
  { id: 9, name: 'Closed', shortname: 'Closed', colour: '#2c3e50' },
  { id: 20, name: 'Cancelled', shortname: 'Canc', colour: '#95a5a6' },
];

/** Which statuses end a ticket; Halo sends no reliable mark for it. */
export const closedStatusIds: ReadonlySet<number> = new Set([8, 9, 20]);

export function nameOfStatus(id: number): string {
  return statuses.find((status) => status.id === id)?.name ?? '';
}

export function toStatusRow(status: StatusSeed, index: number): Row {
  return {
    id: status.id,
    guid: fixed('status', status.id),
    name: status.name,
    shortname: status.shortname,
    type: status.id === 24 ? 1 : 0,
    sequence: index + 1,
    colour: status.colour,
    slaaction: status.id === 4 || status.id === 24 ? 'H' : 'N',
    showonquickchange: false,
  };
}

type TypeSeed = {
  readonly id: number;
  readonly name: string;
  readonly use: 'tickets' | 'projects' | 'opps';
  readonly projectType: number;
  readonly itil: number;
  readonly visible: boolean;
};

export const ticketTypes: readonly TypeSeed[] = [
  { id: 28, name: 'Incident', use: 'tickets', projectType: 0, itil: 1, visible: true },
  { id: 29, name: 'Service Request', use: 'tickets', projectType: 0, itil: 3, visible: true },
  { id: 30, name: 'Change Request', use: 'tickets', projectType: 0, itil: 2, visible: true },
  { id: 31, name: 'Problem', use: 'tickets', projectType: 0, itil: 4, visible: true },
  { id: 32, name: 'Monitoring Alert', use: 'tickets', projectType: 0, itil: 1, visible: true },
  { id: 22, name: 'Project', use: 'projects', projectType: 1, itil: 22, visible: true },
  { id: 23, name: 'Project Task', use: 'projects', projectType: 0, itil: 22, visible: true },
  { id: 36, name: 'Opportunity', use: 'opps', projectType: 0, itil: 21, visible: true },
  { id: 19, name: 'Telephone Message', use: 'tickets', projectType: 0, itil: 3, visible: false },
];

export const projectTypeId = 22;
export const projectTaskTypeId = 23;
export const opportunityTypeId = 36;

export function nameOfTicketType(id: number): string {
  return ticketTypes.find((type) => type.id === id)?.name ?? '';
}

export function toTicketTypeRow(type: TypeSeed, index: number): Row {
  return {
    id: type.id,
    guid: fixed('tickettype', type.id),
    name: type.name,
    use: type.use,
    sequence: index + 1,
    default_sla: 1,
    group_id: 0,
    cancreate: type.visible,
    agentscanselect: type.visible,
    itilrequesttype: type.itil,
    allowattachments: true,
    copyattachmentstochild: false,
    is_sprint: false,
    enduserscanselect: type.use === 'tickets',
    anonymouscanselect: false,
    project_type: type.projectType,
    default_agent: 0,
    default_team: '',
    default_priority: 0,
    visible: type.visible,
  };
}

type PrioritySeed = {
  readonly slaid: number;
  readonly priorityid: number;
  readonly name: string;
  readonly responseHours: number;
  readonly fixHours: number;
  readonly colour: string;
};

export const slas = [
  { id: 1, name: 'Standard Support' },
  { id: 2, name: 'Premium 24x7' },
] as const;

/** The same four names in both agreements, as is usual; only the GUID tells them apart. */
export const priorities: readonly PrioritySeed[] = [
  { slaid: 1, priorityid: 1, name: 'Critical', responseHours: 1, fixHours: 8, colour: '#c0392b' },
  { slaid: 1, priorityid: 2, name: 'High', responseHours: 2, fixHours: 16, colour: '#e67e22' },
  { slaid: 1, priorityid: 3, name: 'Medium', responseHours: 4, fixHours: 32, colour: '#f1c40f' },
  { slaid: 1, priorityid: 4, name: 'Low', responseHours: 8, fixHours: 80, colour: '#2ecc71' },
  { slaid: 2, priorityid: 1, name: 'Critical', responseHours: 0.25, fixHours: 4, colour: '#c0392b' },
  { slaid: 2, priorityid: 2, name: 'High', responseHours: 1, fixHours: 8, colour: '#e67e22' },
  { slaid: 2, priorityid: 3, name: 'Medium', responseHours: 2, fixHours: 16, colour: '#f1c40f' },
  { slaid: 2, priorityid: 4, name: 'Low', responseHours: 4, fixHours: 48, colour: '#2ecc71' },
];

export function findPriority(slaId: number, priorityId: number): PrioritySeed | undefined {
  return priorities.find((each) => each.slaid === slaId && each.priorityid === priorityId);
}

export function nameOfSla(id: number): string {
  return slas.find((sla) => sla.id === id)?.name ?? '';
}

/** `id` is a GUID; tickets point at `priorityid`. */
export function toPriorityRow(priority: PrioritySeed): Row {
  const inMinutes = priority.responseHours < 1;
  return {
    id: fixed('priority', priority.slaid * 10 + priority.priorityid),
    slaid: priority.slaid,
    priorityid: priority.priorityid,
    name: priority.name,
    fixtime: priority.fixHours,
    fixunits: 'H',
    enterslaexcuse: false,
    responsetime: inMinutes ? priority.responseHours * 60 : priority.responseHours,
    responseunits: inMinutes ? 'M' : 'H',
    ishidden: false,
    fixendofday: false,
    responseendofday: false,
    colour: priority.colour,
    workdaysoverride: 0,
    setfixtostartdate: false,
    setfixtotargetdate: false,
  };
}

export function toSlaRow(sla: (typeof slas)[number], withPriorities: boolean): Row {
  return {
    id: sla.id,
    guid: fixed('sla', sla.id),
    name: sla.name,
    hoursareworkhours: true,
    workday_id: sla.id,
    trackslafixbytime: true,
    trackslaresponsetime: true,
    ...(withPriorities
      ? { priorities: priorities.filter((each) => each.slaid === sla.id).map(toPriorityRow) }
      : {}),
  };
}
