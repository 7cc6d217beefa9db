import type { Agent } from '../../halo/resources/agents.ts';
import type { Row } from '../answer.ts';

/** An agent as lists show it. */
export function toAgentSummary(agent: Agent): Row {
  const teams = (agent.teams ?? [])
    .map((team) => team.name ?? team.team_name)
    .filter((name) => name !== null && name !== undefined && name !== '');
  return {
    id: agent.id,
    name: agent.name,
    email: agent.email,
    teams: [...new Set([...(agent.team ? [agent.team] : []), ...teams])].join('; '),
    jobTitle: agent.jobtitle,
    active: agent.isdisabled !== true,
    apiOnly: agent.isapiagent === true ? true : undefined,
  };
}
