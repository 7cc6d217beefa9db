import { afterAll, expect } from 'bun:test';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { stateColours } from '../screens/icon/product-icon.ts';
import { startDesktopScreen } from '../testing/desktop-screen.ts';
import { needs } from '../testing/needs.ts';
import { startProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';
import { getWindowsExecutable } from '../testing/windows-executable.ts';
import { prepareWine } from '../testing/wine.ts';

// The program's Windows executable, in a real panel that shows Wine's notification area, with a real mouse.
const onWindows = await needs('windows desktop');
const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-windows-tray-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

onWindows(
  'Windows: the tray command shows Halo’s answer and no console, opens the settings by a click and by a second start, and quits',
  async () => {
    const wine = await prepareWine('wine-desktop');
    const executable = join(folder, 'halo-mcp.exe');
    copyFileSync(await getWindowsExecutable(), executable);
    const demo = startDemoHalo({ date: testDay });
    await using _demo = { [Symbol.asyncDispose]: () => demo.stop() };
    // What Windows would open in a browser, Wine hands on to this system.
    const opened = join(folder, 'opened');
    writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
    chmodSync(join(folder, 'xdg-open'), 0o755);
    await using screen = await startDesktopScreen();
    await screen.startPanel('xfce4-panel');
    const variables = {
      DISPLAY: screen.env['DISPLAY'] ?? '',
      PATH: `${folder}:/usr/bin:/bin`,
      HALO_MCP_HOME: 'C:\\halo-mcp-tray-test',
      HALO_INSTANCE_URL: demo.url,
      HALO_CLIENT_ID: demo.clientId,
      HALO_CLIENT_SECRET: demo.clientSecret,
    };
    await using tray = await startProgram({
      command: wine.open(executable),
      args: ['tray', '--at-login'],
      env: { ...wine.openEnv, ...variables },
      lifetimeMs: 140_000,
    });
    await using _end = { [Symbol.asyncDispose]: wine.stop };
    const icon = await screen.findColour(stateColours.connected);
    await screen.losesWindow('halo-mcp.exe'); // of the console

    await screen.click(icon);
    await until(() => countOpened(opened) === 1);
    const command = wine.start(executable);
    await using second = await startProgram({ command, args: ['tray'], env: { ...wine.env, ...variables } });
    expect((await second.exit).code).toBe(0);
    expect(second.output()).toContain('there already');
    await until(() => countOpened(opened) === 2);

    const menu = await screen.openMenu(icon);
    await screen.click({ x: menu.x + 60, y: menu.y + menu.height - 11 });
    expect(await tray.exit).toMatchObject({ code: 0 });
    expect(tray.errors() + tray.output()).toBe('');
    await screen.losesColour(stateColours.connected);
  },
  170_000,
);

/** How often the settings page was opened. */
function countOpened(file: string): number {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text.match(/^http:\/\/127\.0\.0\.1:\d+\/#/gm)?.length ?? 0;
}

async function until(look: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 40_000; !look(); await Bun.sleep(100))
    if (performance.now() > deadline) throw new Error('Waited in vain');
}
