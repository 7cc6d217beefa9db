import { afterAll, describe, expect, test } from 'bun:test';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { checkConfigShape } from '../../testing/check-config-shape.ts';
import { homeFolderNames, listConfigShapes } from '../../testing/config-shapes.ts';
import { assistants } from './all.ts';
import type { Assistant, AssistantId, ServerCommand } from './assistant.ts';
import { readEntries } from './config-file.ts';
import { connectAssistant, disconnectAssistant } from './connect.ts';
import { isRecord, nestValue } from './entry-value.ts';
import { inspectAssistant } from './inspect.ts';

const root = mkdtempSync(join(tmpdir(), 'halo assistants '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const now = new Date('2026-11-24T09:00:00Z');
const program = join(root, 'Program Files (x86)', 'halo-mcp');
mkdirSync(dirname(program), { recursive: true });
writeFileSync(program, '#!/bin/sh\n');
chmodSync(program, 0o755);
const server: ServerCommand = { name: 'halo', command: program, args: ['--profile', 'default'], env: {} };

let homes = 0;
/** A new computer with an empty home; nothing of this one shows through. */
function createComputer(platform: NodeJS.Platform, environment: Record<string, string> = {}) {
  homes++;
  const homeFolder = join(root, String(homes), homeFolderNames[homes % homeFolderNames.length] ?? '');
  mkdirSync(homeFolder, { recursive: true });
  return { platform, homeFolder, environment };
}

function get(id: AssistantId): Assistant {
  const assistant = assistants.find((candidate) => candidate.id === id);
  if (assistant === undefined) throw new Error(`there is no ${id}`);
  return assistant;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const platforms = ['linux', 'darwin', 'win32'] as const;

describe.each(assistants.map((assistant) => [assistant.id, assistant] as const))('%s', (_, assistant) => {
  test.each(listConfigShapes(assistant.format).map((shape, index) => [shape.name, shape, index] as const))(
    'a file with %s',
    async (_name, shape, index) => {
      const computer = createComputer(platforms[index % platforms.length] ?? 'linux');
      const [path] = assistant.findFiles(computer);
      await checkConfigShape(shape, {
        path,
        format: assistant.format,
        set: () => {
          const [outcome] = connectAssistant(assistant, server, computer, { now });
          if (outcome?.problem !== undefined) throw outcome.problem;
        },
        isRight: (entry) =>
          isRecord(entry) &&
          entry['command'] === program &&
          isDeepStrictEqual(entry['args'], server.args) &&
          Object.entries(assistant.entryExtras).every(([key, value]) => isDeepStrictEqual(entry[key], value)),
      });
    },
  );

  test.each([...platforms])('on %s it is connected, found right, and disconnected', async (platform) => {
    const computer = createComputer(platform);
    expect((await inspectAssistant(assistant, [server], computer, undefined)).files[0]).toMatchObject({
      exists: false,
      entries: { halo: { kind: 'absent' } },
    });
    const [connected] = connectAssistant(assistant, server, computer, { now });
    expect(connected).toMatchObject({ changed: true, problem: undefined });
    const state = await inspectAssistant(assistant, [server], computer, undefined);
    expect(state.isInstalled).toBe(true);
    expect(state.files[0]?.entries).toEqual({ halo: { kind: 'right' } });
    expect(connectAssistant(assistant, server, computer, { now })[0]).toMatchObject({ changed: false });
    disconnectAssistant(assistant, (name) => name === 'halo', computer, { now });
    expect(existsSync(state.files[0]?.path ?? '')).toBe(false);
  });

  test('a file is left as it was found: without a list of servers, with an empty one, or with nothing in it', () => {
    const isToml = assistant.format.kind === 'toml';
    const empty = JSON.stringify(nestValue(assistant.format.keyPath, {}), undefined, 2);
    const texts = isToml ? ['model = "o9"\n', ''] : ['{\r\n\t"theme": "dark"\r\n}\r\n', empty, '{}\n', '{ }'];
    for (const text of texts) {
      const computer = createComputer('linux');
      const [path] = assistant.findFiles(computer);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      for (const name of ['halo', 'halo-lab'])
        connectAssistant(assistant, { ...server, name }, computer, { now });
      disconnectAssistant(assistant, (name) => name.startsWith('halo'), computer, { now });
      expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
    }
  });

  test('it is not installed on a computer with an empty home', () => {
    expect(platforms.filter((platform) => assistant.isInstalled(createComputer(platform)))).toEqual([]);
  });

  test("somebody else's server under our name stays, and the error says so", async () => {
    const computer = createComputer('linux');
    const other = { ...server, command: '/usr/bin/other-halo' };
    const [path] = assistant.findFiles(computer);
    connectAssistant(assistant, other, computer, { now });
    const before = readFileSync(path, 'utf8');
    const [outcome] = connectAssistant(assistant, server, computer, { now });
    expect(outcome?.problem?.message).toContain('starts another program');
    expect(readFileSync(path, 'utf8')).toBe(before);
    disconnectAssistant(assistant, () => true, computer, { now });
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(
      (await inspectAssistant(assistant, [server], computer, undefined)).files[0]?.entries,
    ).toMatchObject({
      halo: { kind: 'foreign' },
    });
  });
});

test('an entry with another copy, a program that is gone, or another profile is wrong and says why', async () => {
  const cursor = get('cursor');
  const computer = createComputer('linux');
  const inspect = async (expected: ServerCommand) =>
    (await inspectAssistant(cursor, [expected], computer, undefined)).files[0]?.entries['halo'];
  const copy = join(root, 'elsewhere', 'halo-mcp');
  write(copy, '#!/bin/sh\n');
  chmodSync(copy, 0o755);
  connectAssistant(cursor, { ...server, command: copy }, computer, { now });
  expect(await inspect(server)).toEqual({
    kind: 'wrong',
    reason: `it starts another copy of halo-mcp: ${copy}`,
  });
  chmodSync(copy, 0o644);
  expect(await inspect(server)).toEqual({
    kind: 'wrong',
    reason: `the program it names can't be started: ${copy}`,
  });
  rmSync(copy);
  expect(await inspect(server)).toEqual({ kind: 'wrong', reason: `the program it names is gone: ${copy}` });
  connectAssistant(cursor, { ...server, args: ['--profile', 'old'] }, computer, { now });
  expect(await inspect(server)).toEqual({
    kind: 'wrong',
    reason: 'it does not name its profile as it should',
  });
  expect(await inspect({ ...server, args: ['--profile', 'old'], env: { HALO_MCP_HOME: '/srv' } })).toEqual({
    kind: 'wrong',
    reason: 'it does not set HALO_MCP_HOME',
  });
});

test('a login that was given by hand goes when a profile takes its place; variables of other kinds stay', () => {
  const computer = createComputer('linux');
  const desktop = get('claude-desktop');
  const [path] = desktop.findFiles(computer);
  const env = { HALO_CLIENT_SECRET: 'planted-secret', HALO_CLIENT_ID: 'x', NODE_EXTRA_CA_CERTS: '/ca.pem' };
  write(path, JSON.stringify({ mcpServers: { halo: { command: '/old/halo-mcp', env } } }, undefined, 2));
  connectAssistant(desktop, server, computer, { now });
  expect(readEntries(path, desktop.format)?.['halo']).toMatchObject({
    env: { NODE_EXTRA_CA_CERTS: '/ca.pem' },
  });
  expect(readFileSync(path, 'utf8')).not.toContain('planted-secret');
});

test('on Windows Claude is written to in every package and in the older place', () => {
  const local = join(root, 'local data');
  const roaming = join(root, 'roaming data');
  const computer = createComputer('win32', { LocalAppData: local, APPDATA: roaming });
  const inPackage = (name: string) => join(local, 'Packages', name, 'LocalCache', 'Roaming');
  mkdirSync(inPackage('Claude_pzs8sxrjxfjjc'), { recursive: true });
  mkdirSync(inPackage('claude_beta123'), { recursive: true });
  mkdirSync(join(local, 'Packages', 'Claude_neverstarted'));
  mkdirSync(join(local, 'Packages', 'Other_1', 'LocalCache', 'Roaming'), { recursive: true });
  mkdirSync(join(roaming, 'Claude'), { recursive: true });
  const desktop = get('claude-desktop');
  const file = ['Claude', 'claude_desktop_config.json'] as const;
  expect(desktop.findFiles(computer).toSorted()).toEqual(
    [
      join(inPackage('Claude_pzs8sxrjxfjjc'), ...file),
      join(inPackage('claude_beta123'), ...file),
      join(roaming, ...file),
    ].toSorted(),
  );
  write(join(roaming, ...file), '{ "mcpServers": ');
  const outcomes = connectAssistant(desktop, server, computer, { now });
  expect(outcomes.filter(({ changed }) => changed)).toHaveLength(2);
  expect(outcomes.find(({ problem }) => problem)?.path).toBe(join(roaming, ...file));
});

test('Codex and Claude Code follow the variables that move their folders', () => {
  const folder = join(root, 'moved');
  const computer = createComputer('linux', { CODEX_HOME: folder, CLAUDE_CONFIG_DIR: folder });
  expect(get('codex-cli').findFiles(computer)).toEqual([join(folder, 'config.toml')]);
  expect(get('claude-code').findFiles(computer)).toEqual([join(folder, '.claude.json')]);
});

test('LM Studio and Zed are found in their older places too', () => {
  const computer = createComputer('darwin');
  const older = join(computer.homeFolder, '.cache', 'lm-studio');
  const zedFolder = join(computer.homeFolder, 'Library', 'Application Support', 'Zed');
  for (const folder of [older, zedFolder]) mkdirSync(folder, { recursive: true });
  expect(get('lm-studio').findFiles(computer)).toEqual([join(older, 'mcp.json')]);
  expect(get('zed').findFiles(computer)).toEqual([join(zedFolder, 'settings.json')]);
  expect(existsSync(join(computer.homeFolder, '.config'))).toBe(false);
});
