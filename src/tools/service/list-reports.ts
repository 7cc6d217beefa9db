import { z } from 'zod';
import type { Halo } from '../../halo/client.ts';
import { nameOrId, paging, search } from '../fields.ts';
import { answerList } from '../list-answer.ts';
import { pickNamed } from '../resolve.ts';
import { readSide } from '../side-section.ts';
import { defineTool } from '../tool.ts';
import { toReportSummary } from './report-summary.ts';

export const listReports = defineTool({
  name: 'list_reports',
  title: 'List reports',
  effect: 'reads',
  description:
    "Lists the reports saved in Halo: name, group and description. Use it to tell a person which report to open in Halo for figures that no other tool here gives. It doesn't run them and shows none of their results.",
  input: z.strictObject({
    search: search.optional(),
    group: nameOrId('report group').optional(),
    ...paging,
  }),
  run: async (input, { halo }) => {
    const groups = await readGroups(halo, input.group !== undefined);
    const group = input.group === undefined ? undefined : pickNamed('report group', input.group, groups);
    const groupNames = new Map(groups.map((each) => [each.id, each.name]));
    return answerList(
      {
        resource: halo.reports,
        query: {
          ...(input.search === undefined ? {} : { search: input.search }),
          ...(group === undefined ? {} : { reportgroup_id: group.id }),
        },
        matches: (report) => group === undefined || report.group_id === group.id,
      },
      {
        noun: 'reports',
        page: input.page,
        pageSize: input.page_size,
        toRow: (report) => toReportSummary(report, groupNames),
        notes: [
          // Halo itself searches there, so a row may show none of the words.
          ...(input.search === undefined
            ? []
            : [`with "${input.search}" in name, description or the report's own query`]),
          ...(group === undefined ? [] : [`group ${group.name}`]),
          'by name',
        ],
      },
    );
  },
});

/** Halo's report groups. They only add names, unless one was asked for: then not being able to read them is an error. */
async function readGroups(halo: Halo, isAskedFor: boolean) {
  const load = async () =>
    (await halo.codes(41)).rows.map((group) => ({ id: group.id, name: group.name ?? `group ${group.id}` }));
  if (isAskedFor) return load();
  const groups = await readSide(load);
  return 'value' in groups ? groups.value : [];
}
