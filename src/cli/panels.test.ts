import { expect } from 'bun:test';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoHalo } from '../demo/demo-halo.ts';
import { parseFault } from '../demo/faults.ts';
import { stateColours } from '../screens/icon/product-icon.ts';
import { type Area, type PanelName, type Spot, startDesktopScreen } from '../testing/desktop-screen.ts';
import { needs } from '../testing/needs.ts';
import { startProgram } from '../testing/program.ts';
import { testDay } from '../testing/session.ts';

// The compiled program, real panels with a real mouse, and a screen that is looked at.
const testOnDesktop = await needs('desktop');

type Item = 'Test connection' | 'Start at login' | 'Quit';

/** How far above the menu's lower end these items are, in the look that each panel has here. */
const heights: Readonly<Record<PanelName, Readonly<Record<Item, number>>>> = {
  'xfce4-panel': { 'Test connection': 143, 'Start at login': 92, Quit: 16 },
  'lxqt-panel': { 'Test connection': 164, 'Start at login': 104, Quit: 15 },
};

for (const name of ['xfce4-panel', 'lxqt-panel'] as const) {
  testOnDesktop(
    `${name}: the icon comes with the panel, a click opens the settings, the menu works, the panel restarts, and it quits`,
    async () => {
      const demo = startDemoHalo({ date: testDay });
      await using _demo = { [Symbol.asyncDispose]: () => demo.stop() };
      await using screen = await startDesktopScreen();
      using desk = openDesk();
      await using tray = await startProgram({
        args: ['tray', '--at-login'],
        env: {
          ...screen.env,
          ...desk.env,
          HALO_INSTANCE_URL: demo.url,
          HALO_CLIENT_ID: demo.clientId,
          HALO_CLIENT_SECRET: demo.clientSecret,
        },
        lifetimeMs: 110_000,
      });
      const pick = async (icon: Spot, item: Item) =>
        screen.click(findItem(await screen.openMenu(icon), heights[name][item]));

      const panel = await screen.startPanel(name);
      const icon = await screen.findColour(stateColours.connected);
      await screen.click(icon);
      await until(() => /^http:\/\/127\.0\.0\.1:\d+\/#/.test(desk.opened()));

      await pick(icon, 'Start at login');
      await until(() => existsSync(join(desk.home, '.config/autostart/halo-mcp.desktop')));

      demo.setFault(parseFault('bad-request@/auth/token'));
      await pick(icon, 'Test connection');
      await screen.findColour(stateColours.attention);
      await screen.losesColour(stateColours.connected);

      await screen.endPanel(panel);
      await screen.losesColour(stateColours.attention);
      await screen.startPanel(name);
      await pick(await screen.findColour(stateColours.attention), 'Quit');
      expect(await tray.exit).toEqual({ code: 0, signal: null });
      expect(tray.output() + tray.errors()).toBe('');
      await screen.losesColour(stateColours.attention);
    },
    120_000,
  );
}

function findItem({ x, y, height }: Area, fromBottom: number): Spot {
  return { x: x + 60, y: y + height - fromBottom };
}

/** A home of its own, where what would be opened is written down. */
function openDesk() {
  const home = mkdtempSync(join(tmpdir(), 'halo-mcp-panels-'));
  const opened = join(home, 'opened');
  writeFileSync(join(home, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`);
  chmodSync(join(home, 'xdg-open'), 0o755);
  return {
    home,
    env: { HOME: home, XDG_CONFIG_HOME: join(home, '.config'), PATH: `${home}:/usr/bin:/bin` },
    opened: () => (existsSync(opened) ? readFileSync(opened, 'utf8') : ''),
    [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function until(look: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 25_000; !look(); await Bun.sleep(50))
    if (performance.now() > deadline) throw new Error('Waited in vain');
}
