import { UserError } from '../../base/errors.ts';
import type { Halo } from '../../halo/client.ts';
import { HaloError } from '../../halo/errors.ts';
import type { Project } from '../../halo/resources/projects.ts';
import type { Ticket } from '../../halo/resources/tickets.ts';
import { readSide } from '../side-section.ts';

/** Reads a project. Throws a UserError that names the right tool when the number is that of a ticket or of a project's task. */
export async function findProject(halo: Halo, id: number): Promise<Project> {
  const [project, types] = await Promise.all([
    halo.projects.get(id).catch((error: unknown) => explainAbsence(halo, id, error)),
    readSide(() => halo.ticketTypes()),
  ]);
  const parentId = project.parent_id ?? 0;
  const use =
    'value' in types ? types.value.rows.find((type) => type.id === project.tickettype_id)?.use : undefined;
  const isProject = use === undefined ? project.is_project !== false : use === 'projects';
  if (!isProject) throw isTicket(project);
  if (parentId > 0) {
    throw new UserError(
      `${id} is a task of project ${parentId}, not a project. Use get_project with ${parentId} for the project, or get_ticket with ${id} for the task`,
    );
  }
  return project;
}

/** Tickets and projects share their numbers, and some versions find no ticket under `/Projects`. */
async function explainAbsence(halo: Halo, id: number, error: unknown): Promise<never> {
  if (!(error instanceof HaloError) || error.kind !== 'not_found') throw error;
  const ticket = await readSide(() => halo.tickets.get(id));
  throw 'value' in ticket ? isTicket(ticket.value) : error;
}

function isTicket(ticket: Ticket): UserError {
  return new UserError(`${ticket.id} is a ticket, not a project. Use get_ticket with ${ticket.id}`);
}
