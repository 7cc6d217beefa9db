import { groupBy } from '../../revenue/group.ts';
import type { MoneyCell, Row, TableBlock } from '../answer.ts';

/** What one action or time entry adds to the totals of who did it. */
export interface WorkedLine {
  readonly who: string;
  readonly worked: number;
  readonly billable: number;
  /** Net, home currency; undefined where Halo's list has no amounts. */
  readonly amount?: MoneyCell;
}

/** Hours and amounts by agent, most hours first, and of all together where there are several. */
export function toAgentTotals(lines: readonly WorkedLine[]): TableBlock {
  const groups = [...groupBy(lines, (line) => line.who)]
    .map(([agent, own]) => ({ agent, own, worked: addHours(own, (line) => line.worked) }))
    .sort((a, b) => b.worked - a.worked || a.agent.localeCompare(b.agent, 'en'));
  const rows = groups.map(({ agent, own }) => toTotals(agent, own));
  return {
    kind: 'table',
    title: 'totals by agent',
    rows: rows.length > 1 ? [...rows, toTotals('all', lines)] : rows,
  };
}

function toTotals(agent: string, lines: readonly WorkedLine[]): Row {
  const digits = lines.find((line) => line.amount !== undefined)?.amount?.digits;
  return {
    agent,
    entries: lines.length,
    hours: { hours: addHours(lines, (line) => line.worked) },
    billableHours: { hours: addHours(lines, (line) => line.billable) },
    amount:
      digits === undefined
        ? undefined
        : { minor: lines.reduce((sum, line) => sum + (line.amount?.minor ?? 0), 0), digits },
  };
}

function addHours(lines: readonly WorkedLine[], read: (line: WorkedLine) => number): number {
  return lines.reduce((sum, line) => sum + read(line), 0);
}
