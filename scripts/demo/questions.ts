import type { CalendarDate } from '../../src/base/dates.ts';

/** What somebody asks, and the call that an assistant makes of it. */
export interface Question {
  readonly who: string;
  readonly question: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number | boolean>>;
  /** How much of the answer to show. */
  readonly lines?: number;
}

/** Calls a tool and gives its answer. */
export type Ask = (
  tool: string,
  args: Readonly<Record<string, string | number | boolean>>,
) => Promise<string>;

/** What people of a managed-service provider ask; some questions follow from what an answer showed. */
export async function* askPeople(
  ask: Ask,
  dates: {
    readonly today: CalendarDate;
    readonly inThreeMonths: CalendarDate;
    readonly startOfMonth: CalendarDate;
  },
): AsyncGenerator<Question> {
  yield {
    who: 'The owner',
    question: 'What of our revenue is recurring and what is not, over the last twelve months?',
    tool: 'revenue_breakdown',
    args: {},
  };
  const largest = readColumn(await ask('revenue_breakdown', { page_size: 1 }), 'client');
  yield {
    who: 'An account manager',
    question: `And for ${largest} alone: which contracts and recurring invoices is that?`,
    tool: 'revenue_breakdown',
    args: { client: largest },
  };
  yield {
    who: 'The dispatcher',
    question: 'Which open tickets are past their SLA, and who has them?',
    tool: 'list_tickets',
    args: { sla_breached: true, page_size: 10 },
  };
  const ticket = readColumn(await ask('list_tickets', { sla_breached: true, page_size: 1 }), 'id');
  yield {
    who: 'The dispatcher',
    question: `What happened on ticket ${ticket}?`,
    tool: 'get_ticket',
    args: { id: Number(ticket) },
    lines: 34,
  };
  yield {
    who: 'An account manager',
    question: 'Which contracts end in the next three months, and what are they worth?',
    tool: 'list_contracts',
    args: { expires_before: dates.inThreeMonths },
  };
  yield {
    who: 'The owner',
    question: 'Which invoices are unpaid?',
    tool: 'list_invoices',
    args: { unpaid: true, page_size: 10 },
  };
  yield {
    who: 'The service-desk lead',
    question: `How much time did we log for ${largest} this month?`,
    tool: 'list_actions',
    args: { client: largest, from: dates.startOfMonth, to: dates.today, time_only: true, page_size: 10 },
  };
  yield {
    who: 'A project manager',
    question: 'Which projects are over budget?',
    tool: 'list_projects',
    args: { over_budget: true },
  };
}

/** A column of the first row of the table that has it; throws when there is none. */
function readColumn(answer: string, column: string): string {
  const lines = answer.split('\n');
  const head = lines.findIndex((line) => line.split(',').includes(column));
  const cells = lines[head + 1]?.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  const cell = cells[lines[head]?.split(',').indexOf(column) ?? -1];
  if (cell === undefined) throw new Error(`No row has a ${column}:\n${answer}`);
  return cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"');
}
