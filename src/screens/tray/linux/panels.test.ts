import { expect } from 'bun:test';
import { type Area, type PanelName, type Spot, startDesktopScreen } from '../../../testing/desktop-screen.ts';
import { needs } from '../../../testing/needs.ts';
import { exampleStatus } from '../../../testing/tray-examples.ts';
import { startTrayProgram } from '../../../testing/tray-program.ts';
import { stateColours } from '../../icon/product-icon.ts';

// The compiled program, real panels with a real mouse, and a screen that is looked at.
const testOnDesktop = await needs('desktop');

/** Where these items are; the menu hangs from a bar above, or stands on one below. */
const menus: Readonly<Record<PanelName, (menu: Area, item: 'Start at login' | 'Quit') => Spot>> = {
  'xfce4-panel': ({ x, y, height }, item) => ({
    x: x + 60,
    y: y + height - (item === 'Quit' ? 17 : 93),
  }),
  'lxqt-panel': ({ x, y }, item) => ({ x: x + 60, y: y + (item === 'Quit' ? 283 : 194) }),
};

for (const name of ['xfce4-panel', 'lxqt-panel'] as const) {
  testOnDesktop(
    `${name}: icon, clicks, changes, a restart of the panel, and quitting`,
    async () => {
      await using screen = await startDesktopScreen();
      await using tray = await startTrayProgram(screen.env);
      tray.tell({ do: 'show', status: exampleStatus });
      await tray.hears('{"shown":false}');

      const panel = await screen.startPanel(name);
      await tray.hears('{"shown":true}');
      const icon = await screen.findColour(stateColours.connected);
      await screen.click(icon);
      await tray.hears('"activated":true');

      const menu = await screen.openMenu(icon);
      await screen.click(menus[name](menu, 'Start at login'));
      await tray.hears('{"item":"start-at-login"}');
      const connection = { kind: 'attention', problem: 'Halo refused the login' };
      tray.tell({ do: 'update', status: { ...exampleStatus, startsAtLogin: true, connection } });
      await screen.findColour(stateColours.attention);
      await screen.losesColour(stateColours.connected);

      await screen.endPanel(panel);
      await tray.hears('{"shown":false}');
      await screen.losesColour(stateColours.attention);
      await screen.startPanel(name);
      await tray.hears('{"shown":true}');
      const again = await screen.findColour(stateColours.attention);

      await screen.click(menus[name](await screen.openMenu(again), 'Quit'));
      await tray.hears('{"item":"quit"}');
      tray.tell({ do: 'quit' });
      expect(await tray.program.exit).toMatchObject({ code: 0 });
      await screen.losesColour(stateColours.attention);
    },
    60_000,
  );
}
