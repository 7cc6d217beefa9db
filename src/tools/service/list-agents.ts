import { z } from 'zod';
import { type Agent, unassignedAgentId } from '../../halo/resources/agents.ts';
import { nameOrId, paging, search, yes } from '../fields.ts';
import { answerWalk } from '../list-answer.ts';
import { resolveTeam } from '../resolve.ts';
import { defineTool } from '../tool.ts';
import { toAgentSummary } from './agent-summary.ts';

export const listAgents = defineTool({
  name: 'list_agents',
  title: 'List agents',
  effect: 'reads',
  description:
    "Lists the agents (the MSP's own staff in Halo) with e-mail, teams and job title. Use it to find who is in a team or how an agent is called. Not for the people at a client: those are users, shown by get_client.",
  input: z.strictObject({
    search: search.optional(),
    team: nameOrId('team').optional(),
    include_disabled: yes('Also agents who no longer work in Halo'),
    include_api_agents: yes('Also logins made for programs'),
    ...paging,
  }),
  run: async (input, { halo }) => {
    const team = input.team === undefined ? undefined : await resolveTeam(halo, input.team);
    const { rows, unreadable } = await halo.agents();
    const words = input.search?.toLocaleLowerCase('en');
    const matching = rows
      .filter((agent) => agent.id !== unassignedAgentId)
      .filter((agent) => input.include_disabled || agent.isdisabled !== true)
      .filter((agent) => input.include_api_agents || agent.isapiagent !== true)
      .filter((agent) => team === undefined || isInTeam(agent, team.id, team.name))
      .filter(
        (agent) =>
          words === undefined ||
          `${agent.name} ${agent.email ?? ''} ${agent.jobtitle ?? ''}`
            .toLocaleLowerCase('en')
            .includes(words),
      )
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id);
    return answerWalk({ rows: matching, total: matching.length, unreadable, duplicates: 0 }, matching, {
      noun: 'agents',
      page: input.page,
      pageSize: input.page_size,
      toRow: toAgentSummary,
      notes: [
        ...(team === undefined ? [] : [`team ${team.name}`]),
        input.include_disabled ? 'disabled ones included' : 'active only',
        'by name',
      ],
    });
  },
});

function isInTeam(agent: Agent, id: number, name: string): boolean {
  return (
    agent.team === name ||
    (agent.teams ?? []).some(
      (team) => (team.team_id ?? team.id) === id || (team.name ?? team.team_name) === name,
    )
  );
}
