import type { Action } from '../../halo/resources/actions.ts';
import type { Project, ProjectBudget, ProjectMilestone } from '../../halo/resources/projects.ts';
import type { EntriesBlock, Row } from '../answer.ts';
import { toMoney } from '../billing/billing-money.ts';
import { showDay } from '../moments.ts';
import { toConversation } from '../tickets/conversation.ts';
import { toHours } from './project-summary.ts';

const shownNotes = 5;
const noteLength = 800;

/** What `get_project` says about a project beyond its summary. */
export function toProjectFields(project: Project): Row {
  return {
    site: project.site_name,
    contact: project.user_name,
    team: project.team,
    contract: project.contract_ref,
    opened: showDay(project.dateoccurred),
    hoursUsedPercent: project.projecttimepercentage || undefined,
  };
}

/** One of a project's budgets, with what is used and left of it. */
export function toBudgetRow(budget: ProjectBudget, digits: number): Row {
  return {
    budget: budget.budgettype_name,
    hours: toHours(budget.hours),
    hoursActual: toHours(budget.actual_hours),
    hoursRemaining: toHours(budget.remaining_hours),
    rate: toMoney(budget.rate || undefined, digits),
    money: toMoney(budget.money || undefined, digits),
    moneyActual: toMoney(budget.actual_money || undefined, digits),
    moneyRemaining: toMoney(budget.remaining_value || undefined, digits),
  };
}

/** A milestone: when, what it is worth, and the invoice that billed it. */
export function toMilestoneRow(milestone: ProjectMilestone, digits: number): Row {
  return {
    milestone: milestone.name,
    start: showDay(milestone.start_date),
    target: showDay(milestone.target_date),
    value: toMoney(milestone.milestone_value || undefined, digits),
    invoiced: showDay(milestone.processed_date),
    invoice: milestone.invoicenumber,
  };
}

/** A project's description and its newest notes, each in short: `get_ticket` has them whole. */
export function toNewestNotes(project: Project, actions: readonly Action[]): EntriesBlock {
  const { kind, entries } = toConversation(project, actions, shownNotes);
  return {
    kind,
    title: 'description and newest notes',
    entries: entries.map(({ heading, text }) => ({
      heading,
      text:
        text.length > noteLength
          ? `${text.slice(0, noteLength)}… [get_ticket ${project.id} has the rest]`
          : text,
    })),
  };
}
