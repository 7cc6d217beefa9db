import type { Report } from '../../halo/resources/reports.ts';
import type { Row } from '../answer.ts';
import { htmlToText, toLine } from '../text.ts';

/** A saved report as lists show it. Its SQL is never shown. */
export function toReportSummary(report: Report, groupNames: ReadonlyMap<number, string>): Row {
  return {
    id: report.id,
    name: toLine(report.name, 120),
    group: report.group_name || groupNames.get(report.group_id ?? 0),
    description: toLine(htmlToText(report.description ?? ''), 200),
  };
}
