import type { Row } from '../serialise.ts';
import { lazy, timestamp, type World, workingMoment } from './world.ts';

export type TeamSeed = {
  readonly id: number;
  readonly name: string;
  readonly sequence: number;
  readonly forrequests: boolean;
  readonly foropps: boolean;
  readonly forprojects: boolean;
};

/** The five teams of the demo's own staff. */
export const teams: readonly TeamSeed[] = [
  { id: 3, name: 'Service Desk', sequence: 1, forrequests: true, foropps: false, forprojects: false },
  { id: 4, name: 'Escalations', sequence: 2, forrequests: true, foropps: false, forprojects: false },
  { id: 6, name: 'Networks & Security', sequence: 3, forrequests: true, foropps: false, forprojects: true },
  { id: 7, name: 'Projects', sequence: 4, forrequests: false, foropps: false, forprojects: true },
  { id: 9, name: 'Account Management', sequence: 5, forrequests: false, foropps: true, forprojects: false },
];

export type AgentSeed = {
  readonly id: number;
  readonly name: string;
  readonly firstname: string;
  readonly surname: string;
  readonly jobtitle: string;
  readonly email: string;
  readonly teamIds: readonly number[];
  readonly isdisabled: boolean;
  readonly isapiagent: boolean;
};

/** Halo's stand-in for "nobody". */
export const unassignedAgentId = 1;
/** The API-only agent that the demo's login runs as. */
export const apiAgentId = 26;

const staff: readonly (readonly [string, string, string, string, readonly number[]])[] = [
  ['Rosalind', 'Pemberton', 'rosalind', 'Service Desk Manager', [3, 4]],
  ['Idris', 'Vaughan', 'idris', 'Service Desk Analyst', [3]],
  ['Mirela', 'Popescu', 'mirela', 'Service Desk Analyst', [3]],
  ['Jago', 'Trelawny', 'jago', 'Service Desk Analyst', [3]],
  ['Aaliyah', 'Rahman', 'aaliyah', 'Service Desk Analyst', [3]],
  ['Wojciech', 'Kamiński', 'wojciech', 'Service Desk Analyst', [3]],
  ['Tamsin', 'Holloway', 'tamsin', 'Service Desk Apprentice', [3]],
  ['Benedict', 'Oyelaran', 'benedict', 'Service Desk Analyst', [3]],
  ['Carys', 'Meredith', 'carys', 'Third Line Engineer', [4]],
  ['Hamish', 'Urquhart', 'hamish', 'Third Line Engineer', [4, 6]],
  ['Noor', 'Al-Masri', 'noor', 'Third Line Engineer', [4]],
  ['Lucian', 'Ashworth', 'lucian', 'Cloud Engineer', [4, 7]],
  ['Philippa', 'Standish', 'philippa', 'Network Engineer', [6]],
  ['Emeka', 'Nwosu', 'emeka', 'Network Engineer', [6]],
  ['Greta', 'Holmström', 'greta', 'Security Analyst', [6]],
  ['Rafael', 'Monteiro', 'rafael', 'Security Lead', [6, 4]],
  ['Winifred', 'Castle', 'winifred', 'Project Manager', [7]],
  ['Dilip', 'Chaudhary', 'dilip', 'Project Manager', [7]],
  ['Saoirse', 'Brennan', 'saoirse', 'Project Engineer', [7]],
  ['Arlo', 'Kingsley', 'arlo', 'Project Engineer', [7, 6]],
  ['Henrietta', 'Moss', 'henrietta', 'Account Manager', [9]],
  ['Theo', 'Blackwood', 'theo', 'Account Manager', [9]],
  ['Chiara', 'Lombardi', 'chiara', 'Account Manager', [9]],
  ['Angus', 'Fairbairn', 'angus', 'Head of Client Services', [9, 3]],
];

/** Everyone who can hold a ticket: 24 staff, "Unassigned", the API-only agent, and one who has left. */
export const agents: readonly AgentSeed[] = [
  toAgent(unassignedAgentId, 'Unassigned', '', '', '', [3], {}),
  ...staff.map(([first, last, login, title, teamIds], index) =>
    toAgent(index + 2, first, last, `${login}@demo-msp.example`, title, teamIds, {}),
  ),
  toAgent(apiAgentId, 'API', 'Connector', 'api@demo-msp.example', '', [3], { isapiagent: true }),
  toAgent(27, 'Percival', 'Thorne', 'percival@demo-msp.example', 'Service Desk Analyst', [3], {
    isdisabled: true,
  }),
];

/** Enabled staff of a team. */
export function staffOf(teamId: number): readonly AgentSeed[] {
  return staffByTeam().get(teamId) ?? [];
}

export const accountManagers = agents.filter((agent) => agent.jobtitle === 'Account Manager');

export function nameOfAgent(id: number): string {
  return agentsById().get(id)?.name ?? 'Unassigned';
}

export function nameOfTeam(id: number): string {
  return teams.find((team) => team.id === id)?.name ?? '';
}

/** The agent as lists and single reads give it. */
export function toAgentRow(world: World, agent: AgentSeed): Row {
  const random = world.random('agent', agent.id);
  return {
    id: agent.id,
    name: agent.name,
    onlinestatus_actual: 0,
    onlinestatus: 0,
    is_online: agent.id % 3 === 0,
    team: nameOfTeam(agent.teamIds[0] ?? 0),
    isdisabled: agent.isdisabled,
    email: agent.email,
    lastlogindate: timestamp(workingMoment(world, agent.isdisabled ? 210 : random.int(0, 2), random.next())),
    initials: `${agent.firstname.slice(0, 1)}${agent.surname.slice(0, 1)}`,
    firstname: agent.firstname,
    surname: agent.surname,
    colour: `#${random.int(0x202020, 0xdfdfdf).toString(16)}`,
    jobtitle: agent.jobtitle,
    sms: '',
    extensionnumber: agent.id === unassignedAgentId ? '' : String(300 + agent.id),
    is_agent: true,
    teams: agent.teamIds.map((teamId, index) => ({
      id: agent.id * 10 + index,
      agent_id: agent.id,
      agent_name: agent.name,
      team_id: teamId,
      team_name: nameOfTeam(teamId),
      department_id: 1,
      is_manager: agent.jobtitle.includes('Manager') && index === 0,
      fortickets: true,
    })),
    departments: [{ id: agent.id, agent_id: agent.id, department_id: 1, department_name: 'Operations' }],
    linemanager: agent.teamIds[0] === 3 && agent.id > 2 ? 2 : 0,
    licence_type: agent.isapiagent ? 0 : 1,
    isapiagent: agent.isapiagent,
    costprice: agent.id === unassignedAgentId ? 0 : random.int(24, 46),
    chargerate: 1,
    workday_id: 1,
    workday_name: 'Monday to Friday',
    use: 'agent',
  };
}

export function toTeamRow(team: TeamSeed): Row {
  return {
    id: team.id,
    guid: `00000000-0000-4000-a000-00000000000${team.id}`,
    name: team.name,
    sequence: team.sequence,
    forrequests: team.forrequests,
    foropps: team.foropps,
    forprojects: team.forprojects,
    department_id: 1,
    department_name: 'Operations',
    org_team_name: `Operations - ${team.name}`,
    inactive: false,
    override_column_id: 0,
    use: 'team',
  };
}

const agentsById = lazy(() => new Map(agents.map((agent) => [agent.id, agent])));

const staffByTeam = lazy(
  () =>
    new Map(
      teams.map((team) => [
        team.id,
        agents.filter(
          (agent) =>
            agent.teamIds.includes(team.id) &&
            agent.id !== unassignedAgentId &&
            !agent.isapiagent &&
            !agent.isdisabled,
        ),
      ]),
    ),
);

function toAgent(
  id: number,
  firstname: string,
  surname: string,
  email: string,
  jobtitle: string,
  teamIds: readonly number[],
  flags: { readonly isdisabled?: boolean; readonly isapiagent?: boolean },
): AgentSeed {
  const name = `${firstname} ${surname}`.trim();
  return {
    id,
    name,
    firstname,
    surname,
    email,
    jobtitle,
    teamIds,
    isdisabled: false,
    isapiagent: false,
    ...flags,
  };
}
