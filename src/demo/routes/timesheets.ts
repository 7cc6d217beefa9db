import { addDays } from '../../base/dates.ts';
import type { ActionSeed } from '../data/actions.ts';
import { agents, nameOfAgent } from '../data/agents.ts';
import type { DemoData } from '../data/demo-data.ts';
import { findChargeRate } from '../data/lookups.ts';
import { hourMs, midnight, timestamp } from '../data/world.ts';
import { answerArray, type ListAnswer } from '../listing.ts';
import type { Route, RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';

/** Time across tickets. Both lists are bare arrays, whole, without paging. */
export const timesheetRoutes: readonly Route[] = [
  { path: '/TimesheetEvent', topic: 'timesheets', list: listEvents },
  { path: '/Timesheet', topic: 'timesheets', list: listDays },
];

/** Time entries of the days asked for; today's where none are. */
function listEvents({ data, query }: RouteRequest): ListAnswer {
  const from = query.text('start_date')?.slice(0, 10) ?? data.world.date;
  const to = query.text('end_date')?.slice(0, 10) ?? data.world.date;
  const one = query.int('agent_id');
  const several = query.ids('agents');
  const entries = timeEntries(data, from, to).filter(
    (action) =>
      (one === undefined || action.agentId === one) && (several === undefined || several.has(action.agentId)),
  );
  return answerArray(entries.map((action) => toEvent(data, action)));
}

function listDays({ data, query }: RouteRequest): ListAnswer {
  const from = query.text('startdate')?.slice(0, 10) ?? addDays(data.world.date, -6);
  const to = query.text('enddate')?.slice(0, 10) ?? data.world.date;
  const days = Map.groupBy(timeEntries(data, from, to), (action) => `${dayOf(action)}/${action.agentId}`);
  return answerArray([...days].map(([key, entries], index) => toDay(data, key, entries, index)));
}

/** Work with time on it, oldest first; project tasks included. */
function timeEntries(data: DemoData, from: string, to: string): readonly ActionSeed[] {
  return data
    .faults()
    .filter((ticket) => ticket.dateoccurred.slice(0, 10) <= to && ticket.lastactiondate.slice(0, 10) >= from)
    .flatMap((ticket) => data.actionsOf(ticket))
    .filter((action) => action.hours > 0 && dayOf(action) >= from && dayOf(action) <= to)
    .sort((a, b) => a.atMs - b.atMs || a.ticket.id - b.ticket.id || a.id - b.id);
}

function dayOf(action: ActionSeed): string {
  return timestamp(action.atMs).slice(0, 10);
}

function toEvent(data: DemoData, action: ActionSeed): Row {
  const { ticket } = action;
  return {
    id: ticket.id * 1000 + action.id,
    event_type: 0,
    subject: ticket.summary,
    start_date: timestamp(action.atMs),
    end_date: timestamp(action.atMs + action.hours * hourMs),
    timetaken: action.hours,
    agent_id: action.agentId,
    break_type: 0,
    break_note: '',
    ticket_id: ticket.id,
    action_number: action.id,
    action_invoice_number: action.chargeHours > 0 ? (data.invoiceOfTicket().get(ticket.id)?.id ?? 0) : 0,
    note: action.text,
    customer: ticket.client_name,
    holiday_id: 0,
    charge_type_colour: '',
    site_id: ticket.site_id,
    user_name: ticket.user_name,
    charge_rate: action.chargeRate,
    charge_type_name: findChargeRate(action.chargeRate).name,
    mileage: 0,
    traveltime: 0,
    tickettype_id: ticket.tickettype_id,
    lognewticket: false,
    client_id: ticket.client_id,
    category1: ticket.category_1,
    contract_id: ticket.contract_id,
  };
}

function toDay(data: DemoData, key: string, entries: readonly ActionSeed[], index: number): Row {
  const [date = data.world.date, agentId = '0'] = key.split('/');
  const hours = sum(entries.map((entry) => entry.hours));
  const target = agents.some((agent) => agent.id === Number(agentId)) ? 7.5 : 0;
  return {
    id: index + 1,
    agent_id: Number(agentId),
    agent_name: nameOfAgent(Number(agentId)),
    date: midnight(date),
    start_time: `${date}T09:00:00`,
    end_time: `${date}T17:30:00`,
    target_hours: target,
    actual_hours: hours,
    chargeable_hours: sum(entries.map((entry) => entry.chargeHours)),
    work_hours: hours,
    break_hours: 1,
    allowed_break_hours: 1,
    unlogged_hours: Math.max(0, Math.round((target - hours) * 100) / 100),
    percentage: Math.round((hours / target) * 100),
    workdayid: 1,
    events: entries.map((entry) => toEvent(data, entry)),
  };
}

function sum(hours: readonly number[]): number {
  return Math.round(hours.reduce((total, each) => total + each, 0) * 100) / 100;
}
