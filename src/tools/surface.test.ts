import { expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { rankTools } from '../testing/rank-tools.ts';
import { formatTool, getSurfaceFile, readSurface, surfaceFolder } from '../testing/surface.ts';

const surface = await readSurface();
const { tools, instructions } = surface;

test('the tools are exactly these, in this order', () => {
  expect(tools.map(({ name }) => name)).toEqual([
    'list_tickets',
    'get_ticket',
    'list_actions',
    'list_clients',
    'get_client',
    'list_contracts',
    'get_contract',
    'list_invoices',
    'get_invoice',
    'list_recurring_invoices',
    'get_recurring_invoice',
    'list_projects',
    'get_project',
    'list_assets',
    'get_asset',
    'revenue_breakdown',
    'list_agents',
    'list_reports',
  ]);
});

test('what assistants are told is what was accepted; accept a change on purpose with "npm run surface"', () => {
  expect(readdirSync(surfaceFolder).sort()).toEqual(tools.map(({ name }) => `${name}.json`).sort());
  for (const tool of tools) expect(formatTool(tool)).toBe(readFileSync(getSurfaceFile(tool.name), 'utf8'));
});

test('the list is the same every time, so that clients can keep it', async () => {
  expect((await readSurface()).tools).toEqual([...tools]);
});

test.each(tools.map((tool) => [tool.name, tool] as const))('%s can be used by every client', (name, tool) => {
  // Claude refuses all tools when the name of one doesn't match; the server's name comes before it.
  expect(name).toMatch(/^[a-z][a-z_]{2,39}$/);
  expect(tool.title).toMatch(/^[A-Z][A-Za-z ]+$/);
  expect(tool.annotations).toEqual({
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  });
  expect(tool.description?.length).toBeGreaterThan(40);
  expect(tool.description?.length).toBeLessThan(600);
  expect(tool.outputSchema).toBeUndefined();
  const { inputSchema } = tool;
  expect(inputSchema.type).toBe('object');
  expect(inputSchema['additionalProperties']).toBe(false);
  expect(findSchemaFaults(inputSchema, 'input')).toEqual([]);
});

test('the instructions fit in what clients keep of them, and name only tools that exist', () => {
  expect(Buffer.byteLength(instructions)).toBeLessThan(2048);
  const named = instructions.match(/\b(?:list|get|revenue)_[a-z_]+/g) ?? [];
  for (const name of named.filter((name) => !name.endsWith('_')))
    expect(tools.map((tool) => tool.name)).toContain(name);
});

test('descriptions name only tools that exist', () => {
  const names = new Set(tools.map(({ name }) => name));
  for (const { name, description } of tools) {
    const named = description?.match(/\b(?:list|get|revenue)_[a-z_]+/g) ?? [];
    expect([name, named.filter((other) => !names.has(other))]).toEqual([name, []]);
  }
});

test('the whole list costs at most 22 KB and 6,000 tokens, and no tool more than 600 tokens', () => {
  expect(surface.toolListBytes).toBeLessThanOrEqual(22_000);
  const tokens = tools.map(({ name, description, inputSchema }) => ({
    name,
    tokens: encode(JSON.stringify({ name, description, input_schema: inputSchema })).length,
  }));
  expect(tokens.filter((tool) => tool.tokens > 600)).toEqual([]);
  expect(tokens.reduce((sum, tool) => sum + tool.tokens, 0)).toBeLessThanOrEqual(6000);
});

/** What people ask, and the tool that answers it. */
const questions: readonly (readonly [question: string, tool: string])[] = [
  ['Which tickets are open for Oak & Reed?', 'list_tickets'],
  ['Which tickets have breached their SLA?', 'list_tickets'],
  ['What is unassigned in the service desk queue?', 'list_tickets'],
  ['What happened on ticket 4711, show me the conversation', 'get_ticket'],
  ['How many hours did Dana log last week?', 'list_actions'],
  ['Show time entries that are billable for this client', 'list_actions'],
  ['Which clients does account manager Priya look after?', 'list_clients'],
  ['Tell me everything about the client Oak & Reed: sites, contacts, unpaid', 'get_client'],
  ['Which contracts are expiring in the next 90 days?', 'list_contracts'],
  ['How many hours are left on the prepay contract CT-1007?', 'get_contract'],
  ['Which invoices are unpaid?', 'list_invoices'],
  ['Show one-off invoices of last month', 'list_invoices'],
  ['What are the lines on invoice 10234?', 'get_invoice'],
  ['What do we bill regularly every month as recurring invoices?', 'list_recurring_invoices'],
  ['When is the next run of recurring invoice -12 and what is on its lines?', 'get_recurring_invoice'],
  ['Which projects are overdue or over budget?', 'list_projects'],
  ['How far are the tasks and milestones of project 88?', 'get_project'],
  ['Which laptops run out of warranty this quarter?', 'list_assets'],
  ['Which user has asset LT-0042?', 'get_asset'],
  ['What is recurring and what is not, for this customer?', 'revenue_breakdown'],
  ['What is our MRR and ARR?', 'revenue_breakdown'],
  ['Revenue by month for the last year', 'revenue_breakdown'],
  ['Who is in the networking team?', 'list_agents'],
  ['Is there a report on customer satisfaction?', 'list_reports'],
];

test.each([...questions])('"%s" finds %s among the first three', (question, tool) => {
  expect(rankTools(tools, question).slice(0, 3)).toContain(tool);
});

test('every tool is asked for', () => {
  expect(new Set(questions.map(([, tool]) => tool))).toEqual(new Set(tools.map(({ name }) => name)));
});

/** What some client can't handle: dialects, combinators at the root, unions of types, bounds that are none, silence. */
function findSchemaFaults(schema: unknown, path: string): readonly string[] {
  if (!isRecord(schema)) return [`${path} is not an object`];
  const faults: string[] = [];
  if ('$schema' in schema) faults.push(`${path} names a dialect`);
  if ('$ref' in schema) faults.push(`${path} refers elsewhere`);
  if (Array.isArray(schema['type'])) faults.push(`${path} has several types`);
  for (const word of ['anyOf', 'oneOf', 'allOf', 'not']) {
    if (path === 'input' && word in schema) faults.push(`${path} has ${word} at its root`);
    const parts = schema[word];
    if (Array.isArray(parts)) faults.push(...parts.flatMap((part) => findSchemaFaults(part, path)));
  }
  if (schema['type'] === 'integer' || schema['type'] === 'number') {
    const isReal = (bound: unknown) => typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
    const upper = schema['maximum'] ?? schema['exclusiveMaximum'];
    const lower = schema['minimum'] ?? schema['exclusiveMinimum'];
    if (!isReal(upper) || !isReal(lower)) faults.push(`${path} has no real bounds`);
  }
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  for (const [name, property] of Object.entries(properties)) {
    if (!isRecord(property) || !property['description']) faults.push(`${path}.${name} is not described`);
    faults.push(...findSchemaFaults(property, `${path}.${name}`));
  }
  if ('items' in schema) faults.push(...findSchemaFaults(schema['items'], `${path}[]`));
  return faults;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
