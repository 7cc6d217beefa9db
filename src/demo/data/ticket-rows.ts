import { ConstantRow, type Row, rest } from '../serialise.ts';
import { totalTime } from './actions.ts';
import { nameOfAgent } from './agents.ts';
import { toContractRef } from './contract-ids.ts';
import type { DemoData } from './demo-data.ts';
import type { ProjectSeed } from './projects.ts';
import { findPriority, nameOfSla, nameOfStatus, nameOfTicketType, toPriorityRow } from './ticket-settings.ts';
import type { TicketSeed } from './tickets.ts';
import { hourMs, noDate, startOfDayMs, timestamp } from './world.ts';

/** What a list row holds only when the request asks for it. */
export interface TicketExtras {
  readonly status: boolean;
  readonly agent: boolean;
  readonly ticketType: boolean;
  readonly timeTaken: boolean;
  readonly contract: boolean;
  readonly slaActionDate: boolean;
  readonly slaTimer: boolean;
  readonly parentSubject: boolean;
  readonly childIds: boolean;
  readonly lastNote: boolean;
}

/** A ticket, project, task or opportunity as lists give it: ids without most of their names. */
export function toTicketRow(data: DemoData, ticket: TicketSeed, extras: TicketExtras): Row {
  const sla = clockOf(ticket);
  const time = extras.timeTaken ? totalTime(data.actionsOf(ticket)) : undefined;
  return {
    id: ticket.id,
    dateoccurred: ticket.dateoccurred,
    summary: ticket.summary,
    details: ticket.details,
    status_id: ticket.status_id,
    status_name: extras.status ? nameOfStatus(ticket.status_id) : undefined,
    tickettype_id: ticket.tickettype_id,
    tickettype_name: extras.ticketType ? nameOfTicketType(ticket.tickettype_id) : undefined,
    sla_id: ticket.sla_id,
    priority_id: ticket.priority_id,
    client_id: ticket.client_id,
    client_name: ticket.client_name,
    site_id: ticket.site_id,
    site_name: ticket.site_name,
    user_id: ticket.user_id,
    user_name: ticket.user_name,
    team: ticket.team,
    agent_id: ticket.agent_id,
    agent_name: extras.agent ? nameOfAgent(ticket.agent_id) : undefined,
    category_1: ticket.category_1,
    timetaken: time?.hours,
    chargehours: time?.chargeHours,
    nonchargehours: time?.nonChargeHours,
    parent_id: ticket.parent_id,
    parent_subject: extras.parentSubject ? findTicket(data, ticket.parent_id)?.summary : undefined,
    child_count: childrenOf(data, ticket).length,
    child_ticket_ids: extras.childIds ? childrenOf(data, ticket).map((child) => child.id) : undefined,
    onhold: ticket.status_id === 24,
    respondbydate: sla === undefined ? noDate : timestamp(sla.respondByMs),
    responsedate: sla === undefined ? noDate : timestamp(sla.respondedMs),
    fixbydate: sla === undefined ? noDate : timestamp(sla.fixByMs),
    slaactiondate: extras.slaActionDate && sla !== undefined ? timestamp(sla.fixByMs) : undefined,
    slatimeleft: extras.slaTimer && sla !== undefined ? slaHoursLeft(data, sla.fixByMs) : undefined,
    slapercused: extras.slaTimer && sla !== undefined ? sla.percentUsed : undefined,
    dateclosed: ticket.dateclosed ?? noDate,
    dateassigned: timestamp(ticket.openedMs + 900_000),
    excludefromsla: ticket.excludefromsla,
    lastactiondate: ticket.lastactiondate,
    last_update: ticket.lastactiondate,
    lastnote: extras.lastNote ? data.actionsOf(ticket).at(-1)?.text : undefined,
    reportedby: ticket.user_name,
    user_email: ticket.user.emailaddress,
    contract_ref: extras.contract ? toContractRef(ticket.contract_id) : undefined,
    contract_id: extras.contract ? ticket.contract_id : undefined,
    merged_into_id: ticket.merged_into_id,
    startdate: ticket.startdate ?? noDate,
    targetdate: ticket.targetdate ?? noDate,
    is_vip: ticket.client.is_vip,
    source: ticket.source,
    hasbeenclosed: !ticket.isOpen,
    ...toProjectFigures(data, ticket),
    ...toOpportunityFigures(data, ticket),
    [rest]: ticketRest,
  };
}

/** The ticket read alone, with the names and the parts that lists leave out. */
export function toTicketDetail(data: DemoData, ticket: TicketSeed): Row {
  const sla = clockOf(ticket);
  const priority = findPriority(ticket.sla_id, ticket.priority_id);
  const project = findProject(data, ticket);
  const time = totalTime(data.actionsOf(ticket));
  return {
    ...toTicketRow(data, ticket, { ...everyExtra, timeTaken: true }),
    use: 'ticket',
    details_html: `<p>${ticket.details.replaceAll('\n', '<br>')}</p>`,
    reference: `SR-${String(ticket.id).padStart(7, '0')}`,
    sla_name: nameOfSla(ticket.sla_id),
    priority_name: priority?.name,
    priority: priority === undefined ? undefined : toPriorityRow(priority),
    slaresponsestate: sla === undefined ? '' : sla.respondedMs > sla.respondByMs ? 'O' : 'I',
    slastate:
      sla === undefined ? '' : sla.isBreached(startOfDayMs(data.world.date) + 12 * hourMs) ? 'O' : 'I',
    slaholdtime: ticket.status_id === 24 ? 4.5 : 0,
    contract_id: ticket.contract_id,
    datecreated: '2018-01-01T00:00:00',
    cost: time.hours * 31,
    estimate: 0,
    isbillable: time.chargeHours > 0,
    is_project: ticket.domain === 'projects',
    ...(project === undefined ? {} : toProjectParts(data, project)),
    customfields: [],
    attachments: [],
    external_links: [],
    assets: [],
    linked_kb_ids: [],
  };
}

const everyExtra: TicketExtras = {
  status: true,
  agent: true,
  ticketType: true,
  timeTaken: true,
  contract: true,
  slaActionDate: true,
  slaTimer: true,
  parentSubject: true,
  childIds: true,
  lastNote: false,
};

/** When the agreement wants an answer and a solution, and when they came. Nothing where the ticket is outside it. */
function clockOf(ticket: TicketSeed) {
  const policy = findPriority(ticket.sla_id, ticket.priority_id);
  if (ticket.excludefromsla || policy === undefined) return undefined;
  const fixByMs = ticket.openedMs + policy.fixHours * 3 * hourMs;
  const doneMs = ticket.isOpen ? undefined : ticket.lastMs;
  return {
    respondByMs: ticket.openedMs + policy.responseHours * hourMs,
    respondedMs: ticket.openedMs + policy.responseHours * hourMs * (ticket.id % 13 === 0 ? 1.7 : 0.4),
    fixByMs,
    percentUsed:
      Math.round((((doneMs ?? ticket.lastMs) - ticket.openedMs) / (fixByMs - ticket.openedMs)) * 1000) / 10,
    isBreached: (nowMs: number) => (doneMs ?? nowMs) > fixByMs,
  };
}

function slaHoursLeft(data: DemoData, fixByMs: number): number {
  return Math.round(((fixByMs - startOfDayMs(data.world.date) - 12 * hourMs) / hourMs) * 100) / 100;
}

function toProjectFigures(data: DemoData, ticket: TicketSeed): Row {
  if (ticket.domain !== 'projects') return {};
  const project = findProject(data, ticket);
  if (project === undefined) {
    const { hours } = totalTime(data.actionsOf(ticket));
    return { estimate: 4, projecttimeactual: hours, projectcompletionpercentage: ticket.isOpen ? 0 : 100 };
  }
  const figures = projectFigures(data, project);
  return {
    estimate: figures.hoursBudget,
    projecttimebudget: figures.hoursBudget,
    projecttimeactual: figures.hoursActual,
    projectmoneybudget: figures.moneyBudget,
    projectmoneyactual: figures.moneyActual,
    projecttimepercentage: Math.round((figures.hoursActual / figures.hoursBudget) * 100),
    projectcompletionpercentage: figures.percentComplete,
    projectearlieststart: project.master.startdate,
    projectlatestend: project.tasks.at(-1)?.targetdate,
  };
}

function projectFigures(data: DemoData, project: ProjectSeed) {
  const hoursActual = project.tasks.reduce((sum, task) => sum + totalTime(data.actionsOf(task)).hours, 0);
  const hoursBudget = Math.max(4, Math.round(hoursActual * project.budgetFactor));
  const done = project.tasks.filter((task) => !task.isOpen).length;
  return {
    hoursActual: Math.round(hoursActual * 100) / 100,
    hoursBudget,
    moneyActual: Math.round(hoursActual * 11000) / 100,
    moneyBudget: hoursBudget * 110,
    percentComplete: Math.round((done / Math.max(1, project.tasks.length)) * 100),
  };
}

function toProjectParts(data: DemoData, project: ProjectSeed): Row {
  const figures = projectFigures(data, project);
  const share = (part: number) => ({
    hours: figures.hoursBudget * part,
    rate: 110,
    money: figures.moneyBudget * part,
    estimated_hours: figures.hoursBudget * part,
    estimated_money: figures.moneyBudget * part,
    actual_hours: Math.round(figures.hoursActual * part * 100) / 100,
    actual_money: Math.round(figures.moneyActual * part * 100) / 100,
    scheduled_hours: 0,
    remaining_hours: Math.round((figures.hoursBudget - figures.hoursActual) * part * 100) / 100,
    remaining_value: Math.round((figures.moneyBudget - figures.moneyActual) * part * 100) / 100,
  });
  return {
    budgets: ['Engineering', 'Project management'].map((name, index) => ({
      id: project.master.id * 10 + index,
      ticket_id: project.master.id,
      budgettype_id: index + 1,
      budgettype_name: name,
      ...share(index === 0 ? 0.75 : 0.25),
    })),
    milestones: project.phases.map((phase, index) => ({
      id: project.master.id * 10 + index,
      ticket_id: project.master.id,
      name: `${phase.summary} complete`,
      sequence: index + 1,
      start_date: phase.startdate,
      target_date: phase.targetdate,
      milestone_value: index === 0 ? 0 : 1500 * index,
      invoicenumber: '',
      tickets: [],
      dependencies: [],
    })),
  };
}

function toOpportunityFigures(data: DemoData, ticket: TicketSeed): Row {
  if (ticket.domain !== 'opps') return {};
  const random = data.world.random('opp-value', ticket.id);
  const oneOff = random.int(4, 90) * 250;
  const monthly = random.int(0, 12) * 95;
  return {
    oppcompanyname: ticket.client_name,
    oppcontactname: ticket.user_name,
    oppvalue: oneOff + monthly * 12,
    oppvalue_oneoff: oneOff,
    oppvalue_monthly: monthly,
    oppvalue_annual: monthly * 12,
    oppconversionprobability: random.pick([10, 25, 50, 75]),
  };
}

function findProject(data: DemoData, ticket: TicketSeed): ProjectSeed | undefined {
  if (ticket.domain !== 'projects' || ticket.parent_id !== 0) return undefined;
  return data.projects().find((project) => project.master.id === ticket.id);
}

function findTicket(data: DemoData, id: number): TicketSeed | undefined {
  return id === 0 ? undefined : data.faults().find((ticket) => ticket.id === id);
}

function childrenOf(data: DemoData, ticket: TicketSeed): readonly TicketSeed[] {
  return childIndex(data).get(ticket.id) ?? [];
}

const childIndexes = new WeakMap<DemoData, ReadonlyMap<number, readonly TicketSeed[]>>();

function childIndex(data: DemoData): ReadonlyMap<number, readonly TicketSeed[]> {
  const known = childIndexes.get(data);
  if (known !== undefined) return known;
  const index = Map.groupBy(
    data.faults().filter((ticket) => ticket.parent_id !== 0),
    (ticket) => ticket.parent_id,
  );
  childIndexes.set(data, index);
  return index;
}

const ticketRest = new ConstantRow({
  category_2: '',
  category_3: '',
  category_4: '',
  categoryid_1: 0,
  categoryid_2: 0,
  categoryid_3: 0,
  categoryid_4: 0,
  estimatedays: 0,
  travelhours: 0,
  totalmileage: 0,
  itemsprice: 0,
  attachment_count: 0,
  flagged: false,
  read: true,
  enduserstatus: 0,
  organisation_id: 1,
  department_id: 1,
  emailtolist: '',
  emailcclist: '',
  matched_kb_id: 0,
  product_id: 0,
  release_id: 0,
  release2_id: 0,
  release3_id: 0,
  inventory_number: '',
  workflow_id: 0,
  workflow_step: 0,
  workflow_seq: 0,
  pipeline_stage_id: 0,
  unread_child_action_count: 0,
  isimportantcontact: false,
  inactive: false,
  impact: 3,
  urgency: 3,
  starttime: '00:00:00',
  targettime: '00:00:00',
  starttimeslot: -1,
  targettimeslot: -1,
  deadlinedate: noDate,
  followupdate: noDate,
  quantity: 0,
  userdef1: '',
  userdef2: '',
  userdef3: '',
  userdef4: '',
  userdef5: '',
  release_important: false,
  releasenotegroup_id: 0,
  third_party_id: 0,
  supplier_status: 0,
  supplier_id: 0,
  appointment_type: 0,
  projectinternaltask: false,
  appointment_id: 0,
  connectedinstance_id: 0,
  salesorder_id: 0,
  orderhead_id: 0,
  impactlevel: 0,
  milestone_id: 0,
  email_message_id: '',
  colour: '',
  reviewed: false,
  reassigncount: 0,
  autotaskid: -1,
  chargerate: -1,
  table: 0,
  canbevotedfor: false,
  isbeingclosed: false,
  maximumRestrictedPriority: 0,
});
