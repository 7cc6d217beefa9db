import type { CalendarDate } from '../../base/dates.ts';
import type { Halo } from '../../halo/client.ts';
import { toDay } from '../../halo/halo-date.ts';
import type { Project } from '../../halo/resources/projects.ts';
import type { Row } from '../answer.ts';
import { toLine } from '../text.ts';
import type { TicketNames } from '../tickets/ticket-names.ts';
import { findTarget, isClosed, isOverdue, nameManager, toHours } from './project-summary.ts';

/** A task with the phases it lies in, outermost first. A phase is a task that has tasks. */
export interface Task {
  readonly task: Project;
  readonly phases: readonly string[];
  readonly isPhase: boolean;
}

/** A project's tasks in the order of its phases. */
export interface TaskTree {
  readonly tasks: readonly Task[];
  /** Tasks that Halo counts but that did not come; 0 when all are there. */
  readonly missing: number;
}

/** Phases within phases are followed this far. */
const maxDepth = 6;

/** Reads a project's tasks and their tasks: one request for the project and one for each phase. */
export async function readTasks(halo: Halo, project: Project): Promise<TaskTree> {
  return readBelow(halo, project, [], maxDepth);
}

/** A task as `get_project` lists it. */
export function toTaskRow({ task, phases, isPhase }: Task, names: TicketNames, today: CalendarDate): Row {
  const name = toLine(task.summary ?? '', 120);
  return {
    id: task.id,
    phase: [...phases, ...(isPhase ? [name] : [])].join(' › '),
    task: isPhase ? undefined : name,
    status: names.status(task),
    agent: nameManager(task, names),
    start: toDay(task.startdate),
    target: findTarget(task),
    closed: toDay(task.dateclosed),
    overdue: isOverdue(task, today) || undefined,
    percentComplete: isClosed(task) ? undefined : task.projectcompletionpercentage || undefined,
    hoursEstimated: toHours(task.projecttimebudget || task.estimate),
    hoursActual: toHours(task.projecttimeactual || task.timetaken),
  };
}

/** How many tasks there are and how many are late; phases don't count. */
export function countTasks(tasks: readonly Task[], today: CalendarDate): Row {
  const counted = tasks.filter(({ isPhase }) => !isPhase).map(({ task }) => task);
  if (counted.length === 0) return {};
  const closed = counted.filter(isClosed).length;
  const late = counted.filter((task) => isOverdue(task, today)).length;
  return { tasks: `${counted.length}, ${closed} closed${late > 0 ? `, ${late} overdue` : ''}` };
}

async function readBelow(
  halo: Halo,
  parent: Project,
  phases: readonly string[],
  depth: number,
): Promise<TaskTree> {
  const { children, missing } = await readChildren(halo, parent);
  const parts = await Promise.all(
    children.map(async (task): Promise<TaskTree> => {
      const isPhase = (task.child_count ?? 0) > 0 && depth > 0;
      const own = { task, phases, isPhase };
      if (!isPhase) return { tasks: [own], missing: 0 };
      const below = await readBelow(halo, task, [...phases, toLine(task.summary ?? '', 60)], depth - 1);
      return { tasks: [own, ...below.tasks], missing: below.missing };
    }),
  );
  return {
    tasks: parts.flatMap((part) => part.tasks),
    missing: parts.reduce((sum, part) => sum + part.missing, missing),
  };
}

async function readChildren(halo: Halo, parent: Project) {
  const read = async (closedOnly: boolean) => {
    const query = { parent_id: parent.id, ...(closedOnly ? { closed_only: true } : {}) };
    const { rows } = await halo.projects.walk(query);
    return rows.filter((task) => task.parent_id === parent.id);
  };
  const expected = parent.child_count ?? parent.child_ticket_ids?.length ?? 0;
  const first = await read(false);
  // Without a filter Halo leaves out what was closed long ago.
  const closed = first.length < expected ? await read(true) : [];
  const byId = new Map([...first, ...closed].map((task) => [task.id, task]));
  const children = [...byId.values()].toSorted(byStart);
  return { children, missing: Math.max(expected - children.length, 0) };
}

function byStart(a: Project, b: Project): number {
  return start(a).localeCompare(start(b)) || a.id - b.id;
}

function start(task: Project): string {
  return toDay(task.startdate) ?? findTarget(task) ?? '9999';
}
