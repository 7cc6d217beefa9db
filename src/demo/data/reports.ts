import type { Row } from '../serialise.ts';
import { nameOfTeam } from './agents.ts';
import type { DemoData } from './demo-data.ts';
import { reportGroups } from './lookups.ts';
import { nameOfStatus } from './ticket-settings.ts';

export type ReportSeed = {
  readonly id: number;
  readonly name: string;
  readonly group_id: number;
  readonly group_name: string;
  readonly description: string;
  readonly sql: string;
  /** What running it gives; an error text for one whose query no longer fits the database. */
  readonly run: (data: DemoData) => readonly Row[] | string;
};

type Draft = readonly [group: number, name: string, description: string, run: ReportSeed['run']];

const none = () => [];

const drafts: readonly Draft[] = [
  [
    1,
    'Open tickets by team',
    'How many tickets each team has open now',
    (data) => countOpen(data, (t) => nameOfTeam(t.team_id), 'Team'),
  ],
  [
    1,
    'Open tickets by status',
    'How many open tickets are in each status',
    (data) => countOpen(data, (t) => nameOfStatus(t.status_id), 'Status'),
  ],
  [1, 'Tickets breached this month', 'Tickets past their response or fix time since the first', none],
  [1, 'First contact fix rate', 'Share of tickets solved by the first person to answer', none],
  [1, 'Satisfaction by month', 'Average score of the surveys that came back', none],
  [1, 'Tickets without time', 'Closed tickets on which nobody logged time', none],
  [2, 'Unbilled time', 'Chargeable time that is on no invoice yet', none],
  [2, 'Recurring revenue by client', 'Net a month from recurring invoices', none],
  [2, 'Overdue invoices', 'Unpaid invoices past their due date, oldest first', none],
  [
    2,
    'Contract margin',
    'Revenue less cost of time for each contract',
    () => "Invalid column name 'margin_old'.",
  ],
  [2, 'Pre-pay balances', 'Hours bought, used and left for each client', none],
  [2, 'Credit notes', 'Credit notes of the last twelve months', none],
  [3, 'Project budget status', 'Hours and money against budget', none],
  [3, 'Milestones due', 'Milestones of the next thirty days', none],
  [3, 'Resource forecast', 'Planned hours by engineer and week', none],
  [4, 'Warranty expiring', 'Assets whose warranty ends within ninety days', none],
  [4, 'Assets without a user', 'Laptops and mobiles nobody is named for', none],
  [
    4,
    'Clients and their main contacts',
    'Address list of active clients',
    (data) =>
      data
        .clients()
        .slice(0, 50)
        .map((client) => ({
          Client: client.name,
          Reference: client.ref,
          VIP: client.is_vip ? 'True' : 'False',
        })),
  ],
];

export const reports: readonly ReportSeed[] = drafts.map(([group, name, description, run], index) => ({
  id: 40 + index * 3,
  name,
  group_id: group,
  group_name: reportGroups.find((each) => each.id === group)?.name ?? '',
  description,
  sql: `SELECT * FROM FAULTS /* ${name} */`,
  run,
}));

export function toReportRow(report: ReportSeed): Row {
  return {
    id: report.id,
    name: report.name,
    group_id: report.group_id,
    group_name: report.group_name,
    description: report.description,
    type: 0,
    datasource_id: 0,
    restrictaccess: false,
    systemreportid: 0,
    mainentity: report.group_id === 2 ? 'Invoices' : 'Tickets',
    canbeaccessedbyallusers: true,
    apiquery_id: 0,
  };
}

/** The definition, and with `load` what running it gives; a failing query still answers 200, with `loaded: false`. */
export function toReportDetail(data: DemoData, report: ReportSeed, load: boolean): Row {
  const detail = {
    ...toReportRow(report),
    sql: report.sql,
    usesdynamicsql: false,
    is_published: false,
    reportingperiod: 0,
  };
  if (!load) return detail;
  const outcome = report.run(data);
  if (typeof outcome === 'string') return { ...detail, report: failedReport(outcome) };
  const columns = Object.keys(outcome[0] ?? {}).map((name, index) => ({ id: index + 1, name }));
  return {
    ...detail,
    available_columns: columns,
    report: {
      loaded: true,
      load_error: '',
      rows: outcome,
      base_link: '',
      table_html: `<table>${outcome
        .map(
          (row) =>
            `<tr>${Object.values(row)
              .map((cell) => `<td>${cell}</td>`)
              .join('')}</tr>`,
        )
        .join('')}</table>`,
    },
  };
}

export function failedReport(error: string): Row {
  return { loaded: false, load_error: error, rows: [], base_link: '', table_html: '' };
}

function countOpen(
  data: DemoData,
  keyOf: (ticket: ReturnType<DemoData['tickets']>[number]) => string,
  column: string,
): readonly Row[] {
  const counts = new Map<string, number>();
  for (const ticket of data.tickets()) {
    if (ticket.isOpen) counts.set(keyOf(ticket), (counts.get(keyOf(ticket)) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ [column]: name, Tickets: count }));
}
