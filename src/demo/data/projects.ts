import { addDays } from '../../base/dates.ts';
import { pickAt } from '../random.ts';
import { accountManagers, agents, nameOfTeam, staffOf } from './agents.ts';
import type { ClientSeed } from './clients.ts';
import { personAt } from './people.ts';
import { opportunityTypeId, projectTaskTypeId, projectTypeId } from './ticket-settings.ts';
import type { Topic } from './ticket-texts.ts';
import type { TicketSeed } from './tickets.ts';
import { midnight, scaled, timestamp, type World, workingMoment } from './world.ts';

/** A project: itself a ticket, with its phases and tasks, which are tickets too. */
export type ProjectSeed = {
  readonly master: TicketSeed;
  /** Phases hang from the project, tasks from a phase. */
  readonly phases: readonly TicketSeed[];
  readonly tasks: readonly TicketSeed[];
  /** Budgeted to actual: below 1 means over budget. */
  readonly budgetFactor: number;
};

const projectCount = 48;
const opportunityCount = 40;
const phaseNames = ['Prepare', 'Deliver', 'Hand over'] as const;
/** The most tickets one project takes: itself, three phases, three tasks each. */
const idsPerProject = 13;

const kinds = [
  ['Server replacement', 'Replace the file server and move its roles'],
  ['Move to cloud mail', 'Move all mailboxes and retire the old server'],
  ['Office move', 'Network, telephones and desks at the new address'],
  ['Wireless refresh', 'Survey, new access points, retire the old ones'],
  ['Cyber certificate', 'Close the gaps and pass the assessment'],
  ['Telephone system', 'Hosted telephony with call queues'],
  ['Laptop roll-out', 'Prepare and hand out new laptops'],
  ['Backup redesign', 'Off-site copies and a tested restore'],
] as const;

const taskNames = [
  'Kick-off meeting',
  'Survey on site',
  'Order equipment',
  'Build and test',
  'Pilot group',
  'Main move',
  'Snag list',
  'Train the users',
  'Documentation',
] as const;

export function buildProjects(
  world: World,
  clients: readonly ClientSeed[],
  firstId: number,
): readonly ProjectSeed[] {
  const active = clients.filter((client) => !client.inactive);
  return Array.from({ length: scaled(world, projectCount) }, (_, index) =>
    buildProject(world, pickAt(active, index * 5 + 3), index, firstId + index * idsPerProject),
  );
}

export function buildOpportunities(
  world: World,
  clients: readonly ClientSeed[],
  firstId: number,
): readonly TicketSeed[] {
  const start = firstId + scaled(world, projectCount) * idsPerProject;
  const active = clients.filter((client) => !client.inactive);
  return Array.from({ length: scaled(world, opportunityCount) }, (_, index) => {
    const random = world.random('opportunity', index);
    const manager = pickAt(accountManagers, index);
    const client = pickAt(active, index * 7 + 1);
    const daysAgo = random.int(1, 400);
    const isOpen = daysAgo < 120;
    return {
      ...base(
        world,
        client,
        start + index,
        'opps',
        topicOf(opportunityTypeId, 'Sales'),
        daysAgo,
        isOpen ? 0 : daysAgo - 60,
      ),
      summary: `${client.name}: ${random.pick(kinds)[0].toLowerCase()}`,
      agent_id: manager.id,
      team: nameOfTeam(9),
      team_id: 9,
      status_id: isOpen ? 41 : random.chance(0.5) ? 9 : 20,
      isOpen,
      targetdate: midnight(addDays(world.date, 60 - (daysAgo % 90))),
    };
  });
}

/** Every ticket of the projects, in the order of their ids. */
export function listProjectTickets(projects: readonly ProjectSeed[]): readonly TicketSeed[] {
  return projects.flatMap((project) => [project.master, ...project.phases, ...project.tasks]);
}

function buildProject(world: World, client: ClientSeed, index: number, id: number): ProjectSeed {
  const random = world.random('project', index);
  const [name, details] = pickAt(kinds, index);
  const daysAgo = 20 + index * 13 > 640 ? random.int(20, 640) : 20 + index * 13;
  const length = random.int(45, 150);
  const isOpen = daysAgo < length + 40;
  const closedAgo = isOpen ? 0 : daysAgo - length;
  // Every sixth open one is past its target.
  const target = isOpen && index % 6 === 2 ? -random.int(4, 30) : isOpen ? random.int(10, 90) : -closedAgo;
  const manager = pickAt(
    agents.filter((agent) => agent.jobtitle === 'Project Manager'),
    index,
  );
  const topic = { ...topicOf(projectTypeId, 'Project'), asked: details };
  const master: TicketSeed = {
    ...base(world, client, id, 'projects', topic, daysAgo, closedAgo),
    summary: `${name} – ${client.name}`,
    agent_id: manager.id,
    status_id: isOpen ? (index % 4 === 0 ? 31 : 2) : 9,
    isOpen,
    startdate: midnight(addDays(world.date, -daysAgo)),
    targetdate: midnight(addDays(world.date, target)),
    actionCount: 2,
  };
  const phases = phaseNames.slice(0, 2 + (index % 2)).map(
    (phase, place): TicketSeed => ({
      ...task(world, master, id + 1 + place, phase, place, daysAgo, closedAgo),
      parent_id: id,
      actionCount: 1,
    }),
  );
  const tasks = phases.flatMap((phase, place) =>
    Array.from(
      { length: 2 + (index % 2) },
      (_, number): TicketSeed => ({
        ...task(
          world,
          master,
          id + 4 + place * 3 + number,
          pickAt(taskNames, place * 3 + number),
          place * 3 + number,
          daysAgo,
          closedAgo,
        ),
        parent_id: phase.id,
      }),
    ),
  );
  return { master, phases, tasks, budgetFactor: pickAt([1.3, 1.1, 0.7, 1.6, 1.25], index) };
}

function task(
  world: World,
  master: TicketSeed,
  id: number,
  name: string,
  place: number,
  daysAgo: number,
  closedAgo: number,
): TicketSeed {
  const started = Math.max(closedAgo, daysAgo - place * 9);
  const isOpen = master.isOpen && started < 45;
  const topic = {
    ...topicOf(projectTaskTypeId, 'Project'),
    asked: `${name} for "${master.summary}"`,
    solved: `${name}: done.`,
  };
  return {
    ...base(
      world,
      master.client,
      id,
      'projects',
      topic,
      started,
      isOpen ? 0 : Math.max(closedAgo, started - 7),
    ),
    summary: name,
    agent_id: pickAt(staffOf(7), id).id,
    status_id: isOpen ? (started < 12 ? 31 : 2) : 9,
    isOpen,
    startdate: midnight(addDays(world.date, -started)),
    targetdate: midnight(addDays(world.date, -started + 14)),
    billing: 'contract',
    actionCount: 5,
  };
}

function base(
  world: World,
  client: ClientSeed,
  id: number,
  domain: TicketSeed['domain'],
  topic: Topic,
  openedAgo: number,
  closedAgo: number,
): TicketSeed {
  const user = personAt(world, client, id);
  const openedMs = workingMoment(world, openedAgo, (id % 10) / 10);
  const lastMs = Math.max(openedMs + 3_600_000, workingMoment(world, closedAgo, 0.05));
  const [agent] = staffOf(7);
  return {
    id,
    domain,
    summary: '',
    details: topic.asked,
    client_id: client.id,
    client_name: client.name,
    site_id: user.site.id,
    site_name: user.site.name,
    user_id: user.id,
    user_name: user.name,
    agent_id: agent?.id ?? 0,
    team: nameOfTeam(7),
    team_id: 7,
    status_id: 2,
    priority_id: 3,
    sla_id: client.sla_id,
    tickettype_id: topic.typeId,
    category_1: topic.category,
    source: 0,
    dateoccurred: timestamp(openedMs),
    dateclosed: closedAgo === 0 ? undefined : timestamp(lastMs),
    lastactiondate: timestamp(lastMs),
    startdate: undefined,
    targetdate: undefined,
    contract_id: -1,
    parent_id: 0,
    merged_into_id: 0,
    excludefromsla: true,
    openedMs,
    lastMs,
    isOpen: closedAgo === 0,
    client,
    site: user.site,
    user,
    topic,
    billing: 'contract',
    actionCount: 3,
    isLong: false,
  };
}

function topicOf(typeId: number, category: string): Topic {
  return {
    typeId,
    category,
    summary: '',
    asked: '',
    replies: ['Short update: everything is on plan, next step as agreed.'],
    notes: [
      'Worked through the checklist; two points open.',
      'Configured and tested with the client in the room.',
      'Call with the supplier, delivery confirmed.',
    ],
    solved: 'Done and signed off.',
  };
}
