import { afterAll, expect, test } from 'bun:test';
import { basename } from 'node:path';
import { z } from 'zod';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { testDay } from '../testing/session.ts';
import { openTemporaryWorkplace } from '../testing/temporary-workplace.ts';
import { connectAssistants } from './assistants.ts';
import { createBundle } from './bundle.ts';
import { saveProfile } from './profiles.ts';
import { readStatus } from './status.ts';

const demo = startDemoHalo({ date: testDay });
afterAll(() => demo.stop());

const { signal } = new AbortController();

/** A support bundle of a computer where private things lie wherever they could. */
async function bundle() {
  using workplace = openTemporaryWorkplace();
  const login = { kind: 'client-secret', clientId: demo.clientId, clientSecret: demo.clientSecret } as const;
  await saveProfile({ name: 'default', address: demo.url, login }, workplace, signal);
  workplace.keychain.held.set('proxy-login', JSON.stringify({ origins: ['x'], secret: 'dana:proxy-pass' }));
  const settings = z.looseObject({}).parse(await Bun.file(workplace.paths.settingsFile).json());
  workplace.write(
    '.config/halo-mcp/settings.json',
    JSON.stringify({ ...settings, proxy: 'http://dana:proxy-pass@proxy.acme:8080', note: 'hush-note' }),
  );
  workplace.write(
    '.cursor/mcp.json',
    JSON.stringify({
      mcpServers: {
        github: { command: 'npx', args: ['hush-other'], env: { GITHUB_TOKEN: 'hush-token' } },
        halo: {
          command: '/old/halo-mcp',
          args: ['--client-secret', 'hush-arg'],
          env: { HALO_KEY: 'hush-env' },
        },
      },
    }),
  );
  await connectAssistants(['zed'], 'default', workplace);
  const lines = [
    { at: '2026-11-15T12:00:00Z', level: 'info', message: 'serving', version: '1.2.3' },
    {
      level: 'info',
      message: 'tool called',
      tool: 'get_client',
      ms: 12,
      search: 'Oak Dental',
      client: 'Claude',
    },
    { level: 'warn', message: 'mcp connection', problem: 'Oak Dental' },
    {
      level: 'error',
      message: 'fault in a tool',
      fault: `TypeError: Oak Dental ${demo.clientSecret}\n    at run`,
    },
  ];
  workplace.write(
    '.local/state/halo-mcp/halo-mcp.log',
    [...lines.map((line) => JSON.stringify(line)), 'Oak Dental rang', ''].join('\n'),
  );
  const status = await readStatus(workplace, { network: {}, signal });
  const text = await createBundle(status, workplace);
  return { text, status, home: workplace.home };
}

test('it holds what support needs', async () => {
  const { text } = await bundle();
  expect(JSON.parse(text)).toMatchObject({
    system: { platform: 'linux', program: ['~/apps/halo-mcp'] },
    status: { ok: true, profiles: [{ name: 'default', address: demo.url, areas: expect.any(Array) }] },
    settings: {
      version: 2,
      profiles: { default: { address: demo.url, signIn: 'client-secret' } },
      proxy: 'http://proxy.acme:8080',
      unknownNames: ['note'],
    },
    entries: [
      {
        assistant: 'Cursor',
        path: '~/.cursor/mcp.json',
        command: '/old/halo-mcp',
        args: ['(left out)', '(left out)'],
        environment: ['HALO_KEY'],
      },
      { assistant: 'Zed', args: ['--profile', 'default'], environment: [] },
    ],
    log: [
      { message: 'serving', version: '1.2.3' },
      { tool: 'get_client', ms: 12, client: 'Claude' },
      { message: 'mcp connection' },
      { message: 'fault in a tool', fault: ['TypeError', 'at run'] },
    ],
    logLinesLeftOut: 1,
  });
});

test('it holds nothing that is private', async () => {
  const { text, status, home } = await bundle();
  const agent = status.profiles[0]?.agent ?? '';
  expect(agent).not.toBe('');
  const planted = [
    demo.clientSecret,
    demo.clientId,
    'proxy-pass',
    'dana',
    'Oak Dental',
    'hush',
    'github',
    agent,
    basename(home),
  ];
  expect(planted.filter((word) => text.includes(word))).toEqual([]);
});

test('it can be made where the settings are broken and the keychain is locked', async () => {
  using workplace = openTemporaryWorkplace();
  workplace.write('.config/halo-mcp/settings.json', '{ "hush": ');
  workplace.keychain.fail('locked');
  const status = await readStatus(workplace, { network: {}, signal });
  const text = await createBundle(status, workplace);
  expect(JSON.parse(text).settings).toBe("The settings file can't be read (10 characters)");
  expect(text).not.toContain('hush');
});
