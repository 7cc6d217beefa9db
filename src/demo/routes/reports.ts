import { reports, toReportDetail, toReportRow } from '../data/reports.ts';
import { answerList, contains, type ListAnswer } from '../listing.ts';
import { findById, type Route, type RouteRequest } from '../route.ts';
import type { Row } from '../serialise.ts';

export const reportRoutes: readonly Route[] = [
  { path: '/Report', topic: 'reporting', list: listReports, one: readReport },
];

function listReports({ query, lists }: RouteRequest): ListAnswer {
  const groupId = query.int('reportgroup_id');
  const search = query.text('search');
  return answerList(
    {
      key: 'reports',
      seeds: reports,
      matches: (report) =>
        (groupId === undefined || report.group_id === groupId) &&
        contains(search, report.name, report.description, report.sql),
      toRow: toReportRow,
      order: [{ field: 'name', descending: false }],
    },
    query,
    lists,
  );
}

/** `loadreport=true` or `includedetails=true` runs it. */
function readReport({ data, query }: RouteRequest, id: string): Row | undefined {
  const report = findById(reports, id);
  const load =
    query.flag('loadreport') === true ||
    (query.flag('loadreport') !== false && query.flag('includedetails') === true);
  return report && toReportDetail(data, report, load);
}
