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
import type { Page } from 'playwright-core';
import { toLocalDay } from '../base/dates.ts';
import { type DemoHalo, startDemoHalo } from '../demo/demo-halo.ts';
import { openBrowser } from '../testing/browser.ts';
import { needs } from '../testing/needs.ts';
import { startProgram } from '../testing/program.ts';
import { tourSettings } from '../testing/settings-tour.ts';
import { getWindowsExecutable } from '../testing/windows-executable.ts';
import { findWine, prepareWine, toWindowsPath, type Wine } from '../testing/wine.ts';

const onWindows = await needs('wine', 'chromium');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp for Windows '));
const executable = join(folder, 'halo-mcp.exe');
/** Wine calls its user as this machine does. */
const userName = Bun.spawnSync(['id', '-un']).stdout.toString().trim();
let wine: Wine | undefined;
let demo: DemoHalo;

beforeAll(async () => {
  demo = startDemoHalo({ date: toLocalDay(new Date()) });
  if (findWine() === undefined) return;
  wine = await prepareWine();
  copyFileSync(await getWindowsExecutable(), executable);
}, 240_000);
afterAll(async () => {
  await wine?.stop();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
});

onWindows(
  'the settings page of the Windows program sets up, answers, takes everything back and closes',
  async () => {
    if (wine === undefined) throw new Error('Wine is not prepared');
    const home = join(wine.env['WINEPREFIX'] ?? '', 'drive_c/users', userName);
    const claude = join(home, 'AppData/Roaming/Claude');
    const config = join(claude, 'claude_desktop_config.json');
    const before = '{\r\n\t"theme": "dark"\r\n}\r\n';
    mkdirSync(claude, { recursive: true });
    mkdirSync(join(home, '.cursor'), { recursive: true });
    writeFileSync(config, before);
    writeFileSync(join(home, '.cursor/mcp.json'), '{"mcpServers":{}}');
    try {
      await using program = await startProgram({
        command: wine.start(executable),
        args: ['settings', '--no-open'],
        env: wine.env,
        lifetimeMs: 170_000,
      });
      const address = /^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}\r?$/m;
      await program.says(address);
      await using browser = await openBrowser({ reducedMotion: 'reduce' });
      const { page } = browser;
      page.setDefaultTimeout(60_000);
      const url = address.exec(program.output())?.[0] ?? '';
      const other = '"C:\\old\\halo-mcp.exe" tray --at-login';
      await registry(['add', runKey, '/v', 'halo-mcp', '/d', other, '/f']);
      await tourSettings(page, url, demo, async (stop) => {
        if (stop === 'overview') await startAtLogin(page);
        if (stop !== 'done') return;
        const written: unknown = JSON.parse(readFileSync(config, 'utf8'));
        const halo = { command: toWindowsPath(executable), args: ['--profile', 'default'] };
        expect(written).toEqual({ theme: 'dark', mcpServers: { halo } });
      });
      expect(readFileSync(config, 'utf8')).toBe(before);
      expect(await readRunKey()).toBeUndefined();
      await page.getByRole('button', { name: 'Close the settings' }).click();
      await page.getByText('The settings are closed').waitFor();
      expect((await program.exit).code).toBe(0);
      expect(existsSync(join(home, '.halo-mcp'))).toBe(false);
    } finally {
      // They are gone where all went well.
      for (const key of [runKey, machineRunKey])
        await registry(['delete', key, '/v', 'halo-mcp', '/f']).catch(() => undefined);
      for (const path of [claude, join(home, '.cursor'), join(home, '.halo-mcp')]) {
        rmSync(path, { recursive: true, force: true });
      }
    }
  },
  180_000,
);

const runKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const machineRunKey = runKey.replace('HKCU', 'HKLM');
const approvalKey = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';

/** From another copy's entry to ours, as the installer writes it, and what the Task Manager switched off on again. */
async function startAtLogin(page: Page): Promise<void> {
  const choice = page.getByLabel('Show the halo-mcp icon');
  expect(await choice.isChecked()).toBe(false);
  await page.getByText('Another copy of halo-mcp starts now').waitFor();
  await choice.check();
  await page.getByText('Another copy of halo-mcp starts now').waitFor({ state: 'hidden' });
  expect(await readRunKey()).toBe(`"${toWindowsPath(executable)}" tray --at-login`);
  const off = ['/v', 'halo-mcp', '/t', 'REG_BINARY', '/d', '030000000000000000000000', '/f'];
  await registry(['add', approvalKey, ...off]);
  await page.reload();
  await page.getByText('Another copy of halo-mcp starts now').waitFor({ state: 'hidden' });
  expect(await choice.isChecked()).toBe(false);
  await choice.check();
  await page.reload();
  await page.getByLabel('Show the halo-mcp icon').and(page.locator(':checked')).waitFor();

  const command = `"${toWindowsPath(executable)}" tray --at-login`;
  await registry(['add', machineRunKey, '/v', 'halo-mcp', '/d', command, '/f']);
  await page.reload();
  await choice.click();
  await page.getByText('The icon starts for everybody on this computer').waitFor();
  expect([await choice.isChecked(), await readRunKey()]).toEqual([true, undefined]);
  await registry(['delete', machineRunKey, '/v', 'halo-mcp', '/f']);
  await page.reload();
  await choice.check();
  await page.reload();
  await page.getByRole('button', { name: 'Disconnect: Cursor' }).waitFor();
}

/** Undefined where nothing of ours starts. */
async function readRunKey(): Promise<string | undefined> {
  const found = await registry(['query', runKey, '/v', 'halo-mcp']).catch(() => '');
  return /halo-mcp\s+REG_SZ\s+(.+?)\r?$/m.exec(found)?.[1];
}

async function registry(args: readonly string[]): Promise<string> {
  const [program = ''] = wine?.start('') ?? [];
  const child = Bun.spawn([program, 'reg', ...args], {
    env: { ...wine?.env },
    stdout: 'pipe',
    stderr: 'ignore',
  });
  const output = await child.stdout.text();
  if ((await child.exited) !== 0) throw new Error(`reg ${args.join(' ')} failed: ${output}`);
  return output;
}
