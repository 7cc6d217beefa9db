import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import {
  checkAfterReopen,
  connectAssistants,
  disconnectAssistants,
  getAssistant,
  inspectAssistants,
  serverCommandFor,
} from './assistants.ts';
import { listOurEntries } from './our-entries.ts';

test('an assistant starts this program with the profile, and with nothing secret', () => {
  using workplace = openTemporaryWorkplace();
  expect(serverCommandFor('default', workplace)).toEqual({
    name: 'halo',
    command: workplace.program.command,
    args: ['--profile', 'default'],
    env: {},
  });
  expect(serverCommandFor('sandbox', workplace).name).toBe('halo-sandbox');
});

test('a folder of its own for our files is passed on, absolute', () => {
  using workplace = openTemporaryWorkplace({ environment: { HALO_MCP_HOME: '~/halo files' } });
  expect(serverCommandFor('default', workplace).env).toEqual({
    HALO_MCP_HOME: join(workplace.home, 'halo files'),
  });
});

test('one assistant whose file is broken does not stop the others', async () => {
  using workplace = openTemporaryWorkplace();
  const cursor = workplace.write('.cursor/mcp.json', '{ broken');
  const [first, second] = await connectAssistants(['cursor', 'zed'], 'default', workplace);
  expect(first).toMatchObject({ id: 'cursor', files: [], nextStep: undefined });
  expect(first?.problem).toContain(cursor);
  expect(readFileSync(cursor, 'utf8')).toBe('{ broken');
  expect(second).toMatchObject({ id: 'zed', problem: undefined, files: [{ changed: true }] });
  expect(second?.nextStep).toMatch(/\w/);
});

test('no assistant is told of a place that macOS will take away', async () => {
  using workplace = openTemporaryWorkplace();
  const command = '/private/var/folders/x/AppTranslocation/0A1B/d/Halo MCP.app/Contents/MacOS/halo-mcp';
  const program = { command, args: [] };
  const [outcome] = await connectAssistants(['cursor'], 'default', { ...workplace, program });
  expect(outcome).toMatchObject({ files: [], problem: expect.stringContaining('Applications folder') });
  expect(listOurEntries(workplace)).toEqual([]);
});

test('connecting again changes nothing', async () => {
  using workplace = openTemporaryWorkplace();
  await connectAssistants(['cursor'], 'default', workplace);
  const [outcome] = await connectAssistants(['cursor'], 'default', workplace);
  expect(outcome?.files.map(({ changed }) => changed)).toEqual([false]);
  expect(outcome?.nextStep).toBeUndefined();
});

test('one profile goes, the others stay', async () => {
  using workplace = openTemporaryWorkplace();
  for (const profile of ['default', 'sandbox']) await connectAssistants(['cursor'], profile, workplace);
  await disconnectAssistants(['cursor'], 'default', workplace);
  expect(listOurEntries(workplace).map(({ name, profile }) => [name, profile])).toEqual([
    ['halo-sandbox', 'sandbox'],
  ]);
  await disconnectAssistants(['cursor'], undefined, workplace);
  expect(listOurEntries(workplace)).toEqual([]);
});

test('a program that runs from its source finds its own entries, and not those of other sources', async () => {
  using workplace = openTemporaryWorkplace();
  const fromSource = { ...workplace, program: { command: process.execPath, args: ['/src/main.ts'] } };
  await connectAssistants(['cursor'], 'default', fromSource);
  const other = { ...workplace, program: { command: process.execPath, args: ['/other/main.ts'] } };
  expect(listOurEntries(other)).toEqual([]);
  expect(listOurEntries(fromSource)).toHaveLength(1);
  await disconnectAssistants(['cursor'], undefined, other);
  expect(listOurEntries(fromSource)).toHaveLength(1);
  await disconnectAssistants(['cursor'], undefined, fromSource);
  expect(listOurEntries(fromSource)).toEqual([]);
});

test('every assistant is looked at, installed or not', async () => {
  using workplace = openTemporaryWorkplace();
  await connectAssistants(['cursor'], 'default', workplace);
  const states = await inspectAssistants(workplace, ['default']);
  expect(states).toHaveLength(10);
  const cursor = states.find(({ id }) => id === 'cursor');
  expect(cursor?.files[0]?.entries).toEqual({ halo: { kind: 'right' } });
});

test('an entry that Claude dropped when it was opened is written again, and said', async () => {
  using workplace = openTemporaryWorkplace();
  const file = workplace.write('.config/Claude/claude_desktop_config.json', '{}');
  await connectAssistants(['claude-desktop'], 'default', workplace);
  expect((await checkAfterReopen('claude-desktop', 'default', workplace)).problem).toBeUndefined();
  workplace.write('.config/Claude/claude_desktop_config.json', '{"theme":"dark"}');
  expect((await checkAfterReopen('claude-desktop', 'default', workplace)).problem).toStartWith(
    'Claude Desktop had dropped the entry when it was opened',
  );
  expect(readFileSync(file, 'utf8')).toContain('"theme":"dark"');
  expect((await checkAfterReopen('claude-desktop', 'default', workplace)).problem).toBeUndefined();
});

test('an assistant that nobody knows is named with those that are', () => {
  expect(() => getAssistant('clippy')).toThrow(
    'There is no assistant "clippy". These can be connected: claude-desktop',
  );
});
