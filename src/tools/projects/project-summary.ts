import type { CalendarDate } from '../../base/dates.ts';
import { toDay, toInstant } from '../../halo/halo-date.ts';
import { unassignedAgentId } from '../../halo/resources/agents.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';
import type { HoursCell, Row } from '../answer.ts';
import { toMoney } from '../billing/billing-money.ts';
import { toLine } from '../text.ts';
import type { TicketNames } from '../tickets/ticket-names.ts';

/** A project as lists show it. `digits` are those of the home currency, in which Halo keeps project money. */
export function toProjectSummary(
  project: Ticket,
  names: TicketNames,
  today: CalendarDate,
  digits: number,
): Row {
  return {
    id: project.id,
    name: toLine(project.summary ?? '', 120),
    client: project.client_name,
    status: names.status(project),
    manager: nameManager(project, names),
    start: toDay(project.startdate),
    target: findTarget(project),
    closed: toDay(project.dateclosed),
    overdue: isOverdue(project, today) || undefined,
    percentComplete: project.projectcompletionpercentage,
    ...toBudgetColumns(project, digits),
    overBudget: findOverrun(project),
  };
}

/** A project's budgets and what is used of them; a budget of 0 is none and stays blank, as does what was never used. */
export function toBudgetColumns(project: Ticket, digits: number): Row {
  const { projecttimebudget, projecttimeactual, projectmoneybudget, projectmoneyactual } = project;
  return {
    hoursBudget: toHours(projecttimebudget),
    hoursActual: toHours(projecttimeactual),
    moneyBudget: toMoney(projectmoneybudget || undefined, digits),
    moneyActual: toMoney(projectmoneyactual || undefined, digits),
  };
}

/** What a project has used more of than its budget allows; undefined where nothing, or where it has no budget. */
export function findOverrun(project: Ticket): 'hours' | 'money' | 'hours and money' | undefined {
  const inHours = isOver(project.projecttimeactual, project.projecttimebudget);
  const inMoney = isOver(project.projectmoneyactual, project.projectmoneybudget);
  if (inHours && inMoney) return 'hours and money';
  if (inHours) return 'hours';
  return inMoney ? 'money' : undefined;
}

/** The day a project should be done by; undefined where none is set. */
export function findTarget(project: Ticket): CalendarDate | undefined {
  return toDay(project.targetdate) ?? toDay(project.deadlinedate);
}

/** True for an open project or task whose target day has passed. */
export function isOverdue(project: Ticket, today: CalendarDate): boolean {
  const target = findTarget(project);
  return target !== undefined && target < today && !isClosed(project);
}

/** True for a project or task that has been closed: it says when, or has the one status that is "Closed" in every Halo. */
export function isClosed(project: Ticket): boolean {
  return toInstant(project.dateclosed) !== undefined || project.status_id === 9;
}

/** Who leads a project; nobody where Halo says "Unassigned". */
export function nameManager(project: Ticket, names: TicketNames): string | undefined {
  return project.agent_id === unassignedAgentId ? undefined : names.agent(project.agent_id);
}

/** Hours as a cell; 0 and missing are blank. */
export function toHours(hours: number | null | undefined): HoursCell | undefined {
  return hours ? { hours } : undefined;
}

function isOver(actual: number | null | undefined, budget: number | null | undefined): boolean {
  return (budget ?? 0) > 0 && (actual ?? 0) > (budget ?? 0);
}
