import { z } from 'zod';
import type { Block } from '../answer.ts';
import { readMoney } from '../billing/billing-money.ts';
import { full, recordId } from '../fields.ts';
import { toFullRecord } from '../full-record.ts';
import { readSide } from '../side-section.ts';
import { toLine } from '../text.ts';
import { readTicketNames } from '../tickets/ticket-names.ts';
import { defineTool } from '../tool.ts';
import { findProject } from './find-project.ts';
import { toBudgetRow, toMilestoneRow, toNewestNotes, toProjectFields } from './project-details.ts';
import { toProjectSummary } from './project-summary.ts';
import { countTasks, readTasks, toTaskRow } from './project-tasks.ts';

export const getProject = defineTool({
  name: 'get_project',
  title: 'Get project',
  effect: 'reads',
  description:
    'Shows one project by its number: client, manager, dates, percent complete, hours and money against budget, its tasks by phase with status and hours, budgets, milestones, and the newest notes. Find projects with list_projects. For a single task with its notes, or a ticket that is no project, use get_ticket.',
  input: z.strictObject({ id: recordId('project'), full }),
  run: async (input, { halo, today }) => {
    const project = await findProject(halo, input.id);
    const heading = `Project ${project.id}: ${toLine(project.summary ?? '', 120)}`;
    if (input.full) return toFullRecord(heading, project);
    const [tree, actions, names, money] = await Promise.all([
      readSide(() => readTasks(halo, project)),
      readSide(() => halo.actions.walk({ ticket_id: project.id, excludesys: true })),
      readTicketNames(halo),
      readMoney(halo),
    ]);
    const { digits } = money.currencies.countedIn({});
    const { id: _, name: __, ...summary } = toProjectSummary(project, names, today, digits);
    const tasks = 'value' in tree ? tree.value.tasks : [];
    const budgets = (project.budgets ?? []).map((budget) => toBudgetRow(budget, digits));
    const milestones = (project.milestones ?? []).map((milestone) => toMilestoneRow(milestone, digits));
    const tables: readonly Block[] = [
      { kind: 'table', title: 'tasks', rows: tasks.map((task) => toTaskRow(task, names, today)) },
      { kind: 'table', title: 'budgets', rows: budgets },
      { kind: 'table', title: 'milestones', rows: milestones },
    ];
    const notesOfProject = 'value' in actions ? actions.value.rows : [];
    return {
      heading,
      notes: [
        money.note,
        ...('missing' in tree ? [`tasks NOT READ (${tree.missing})`] : []),
        ...('value' in tree && tree.value.missing > 0
          ? [
              `${tree.value.missing} of the tasks Halo counts did not come (unreadable, hidden from this login, or ordinary tickets)`,
            ]
          : []),
        ...('missing' in actions ? [`notes NOT READ (${actions.missing})`] : []),
        ...names.missing,
      ],
      blocks: [
        {
          kind: 'fields',
          fields: { ...summary, ...toProjectFields(project), ...countTasks(tasks, today) },
        },
        ...tables.filter((block) => block.kind !== 'table' || block.rows.length > 0),
        toNewestNotes(project, notesOfProject),
      ],
    };
  },
});
