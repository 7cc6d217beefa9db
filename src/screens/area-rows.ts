import type { AreaReport } from '../setup/areas.ts';

/** A line with a mark in front of it. */
export interface AreaRow {
  readonly isGood: boolean;
  readonly text: string;
}

const nameWidth = 25;

/** One area as a row: how much there is, or what is missing. */
export function toRow(report: AreaReport): AreaRow {
  const name = report.title.padEnd(nameWidth);
  switch (report.access) {
    case 'readable':
      return { isGood: true, text: `${name}${describeCount(report.count)}` };
    case 'forbidden':
      return {
        isGood: false,
        text: `${name}${report.permission === null ? 'not allowed for this agent' : `"${report.permission}" is missing`}`,
      };
    case 'failed':
      return { isGood: false, text: `${report.title}: ${report.reason}` };
  }
}

/** What an admin does so that the login sees all areas; undefined where it does. */
export function describeWhere(reports: readonly AreaReport[]): string | undefined {
  const places = new Map<string, string[]>();
  for (const report of reports) {
    if (report.access !== 'forbidden') continue;
    const { where, permission } = report;
    places.set(where, [...(places.get(where) ?? []), ...(permission === null ? [] : [permission])]);
  }
  if (places.size === 0) return undefined;
  return [...places]
    .map(([where, permissions]) =>
      permissions.length === 0
        ? `To see the rest, ask your Halo admin to look at: ${where}`
        : `To see the rest, ask your Halo admin to tick ${[...new Set(permissions)].join(', ')} here:\n${where}\nWhat is ticked there already, the agent itself may not see in Halo.`,
    )
    .join('\n');
}

function describeCount(count: number | null): string {
  if (count === null) return 'yes';
  return count === 0 ? '0 (none that this agent sees)' : count.toLocaleString('en-GB');
}
