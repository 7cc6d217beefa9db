import { afterAll, beforeAll, expect } from 'bun:test';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { needs } from '../testing/needs.ts';
import { type Finished, startProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';
import { getWindowsExecutable } from '../testing/windows-executable.ts';
import { findWine, prepareWine, toWindowsPath, type Wine } from '../testing/wine.ts';

const testWithWine = await needs('wine');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp for Windows '));
const executable = join(folder, 'halo-mcp.exe');
/** Wine calls its user as this machine does. */
const userName = Bun.spawnSync(['id', '-un']).stdout.toString().trim();
let wine: Wine | undefined;
let halo: DemoHalo;

beforeAll(async () => {
  halo = startDemoHalo({ date: testDay });
  if (findWine() === undefined) return;
  wine = await prepareWine();
  copyFileSync(await getWindowsExecutable(), executable);
}, 240_000);
afterAll(async () => {
  await wine?.stop();
  await halo.stop();
  rmSync(folder, { recursive: true, force: true });
});

testWithWine(
  'the Windows program sets itself up with the Credential Manager, answers, and takes everything back',
  async () => {
    const home = join(wine?.env['WINEPREFIX'] ?? '', 'drive_c/users', userName);
    const claude = join(home, 'AppData/Roaming/Claude');
    const config = join(claude, 'claude_desktop_config.json');
    const before = '{\r\n\t"theme": "dark"\r\n}\r\n';
    mkdirSync(claude, { recursive: true });
    writeFileSync(config, before);
    try {
      const login = ['--address', halo.url, '--client-id', halo.clientId, '--client-secret-stdin'];
      const args = ['setup', '--yes', '--json', ...login, '--assistants', 'claude-desktop'];
      const set = await run(args, `${halo.clientSecret}\r\n`);
      // The last check is the command in Claude's file, with the variables that Claude gives.
      expect(JSON.parse(set.output)).toMatchObject({ ok: true, check: { tools: 18 }, error: null });
      expect(set.code).toBe(0);

      const after = readFileSync(config, 'utf8');
      expect(JSON.parse(after)).toEqual({
        theme: 'dark',
        mcpServers: { halo: { command: toWindowsPath(executable), args: ['--profile', 'default'] } },
      });
      expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      expect(readFileSync(join(home, '.halo-mcp/settings.json'), 'utf8')).not.toContain(halo.clientSecret);

      expect((await run(['uninstall', '--yes', '--json'])).code).toBe(0);
      expect(readFileSync(config, 'utf8')).toBe(before);
      expect(existsSync(join(home, '.halo-mcp'))).toBe(false);
      expect((await run(['status', '--json'])).code).toBe(3);
    } finally {
      rmSync(claude, { recursive: true, force: true });
      rmSync(join(home, '.halo-mcp'), { recursive: true, force: true });
    }
  },
  120_000,
);

async function run(args: readonly string[], input = ''): Promise<Finished> {
  if (wine === undefined) throw new Error('Wine is not prepared');
  await using program = await startProgram({ command: wine.start(executable), args, env: wine.env });
  program.write(input);
  program.closeInput();
  const exit = await program.exit;
  return { ...exit, output: program.output(), errors: program.errors() };
}
