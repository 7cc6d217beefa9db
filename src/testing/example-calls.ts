import type { Client } from '@modelcontextprotocol/client';
import { catalogue } from '../tools/catalogue.ts';
import { ask } from './program-client.ts';

/** A call of a tool as people's questions lead to it. */
export interface ExampleCall {
  readonly tool: string;
  readonly args: Readonly<Record<string, string | number | boolean>>;
}

/** One ordinary call of every tool, in the catalogue's order; ids are those that the lists show first. */
export async function findExampleCalls(client: Client): Promise<readonly ExampleCall[]> {
  const calls: ExampleCall[] = [];
  for (const { name } of catalogue) calls.push({ tool: name, args: await findArguments(client, name) });
  return calls;
}

async function findArguments(client: Client, tool: string): Promise<ExampleCall['args']> {
  if (tool === 'list_actions') return { ticket: await findFirstId(client, 'list_tickets') };
  if (!tool.startsWith('get_')) return {};
  return { id: await findFirstId(client, `${tool.replace('get_', 'list_')}s`) };
}

async function findFirstId(client: Client, tool: string): Promise<number> {
  const answer = await ask(client, tool, { page_size: 1 });
  const id = answer.match(/^id,.*\n(-?\d+),/m)?.[1];
  if (id === undefined) throw new Error(`${tool} shows no id: ${answer}`);
  return Number(id);
}
