import { expect } from 'bun:test';
import { type Area, type Spot, startDesktopScreen } from '../../../testing/desktop-screen.ts';
import { needs } from '../../../testing/needs.ts';
import { exampleStatus } from '../../../testing/tray-examples.ts';
import { buildTrayProgram, startTrayProgram } from '../../../testing/tray-program.ts';
import { prepareWine } from '../../../testing/wine.ts';
import { stateColours } from '../../icon/product-icon.ts';

// The Windows executable, in Wine's windows, in a real panel that shows Wine's notification area.
const testOnWindows = await needs('windows desktop');

testOnWindows(
  'Windows: icon, clicks, an open menu that holds nothing up, changes, a new taskbar, and quitting',
  async () => {
    const wine = await prepareWine('wine-desktop');
    const executable = await buildTrayProgram('windows-x64');
    await using screen = await startDesktopScreen();
    await screen.startPanel('xfce4-panel');
    const env = { ...wine.env, DISPLAY: screen.env['DISPLAY'] ?? '' };
    await using tray = await startTrayProgram(env, wine.start(executable));
    await using _end = { [Symbol.asyncDispose]: wine.stop };
    tray.tell({ do: 'show', status: exampleStatus });
    await tray.hears('{"shown":true}');
    const icon = await screen.findColour(stateColours.connected);

    await screen.click(icon);
    await tray.hears('{"activated":true}');

    const menu = await screen.openMenu(icon);
    tray.tell({ do: 'measure' });
    await tray.hears('"cpuMs"'); // with the menu open
    await screen.click(findItem(menu, 'Start at login'));
    await tray.hears('{"item":"start-at-login"}');

    const connection = { kind: 'attention', problem: 'Halo refused the login' };
    tray.tell({ do: 'update', status: { ...exampleStatus, startsAtLogin: true, connection } });
    await screen.findColour(stateColours.attention); // Wine paints it over the old one, which Windows doesn't

    const profile = findItem(await screen.openMenu(icon), 'Profile');
    const submenu = await screen.openSubmenu(profile);
    await screen.click({ x: submenu.x + submenu.width - 40, y: profile.y + 16 });
    await tray.hears('{"item":"profile sand_box"}');

    tray.tell({ do: 'announce taskbar' });
    await tray.hears('{"announced":true}');
    await screen.click(await screen.findColour(stateColours.attention));
    await tray.hears('{"activated":true}');

    tray.tell({ do: 'notify', title: 'Claude lost its connection', text: 'Repair it in the settings' });
    await tray.hears('{"notified":true}');

    await screen.click(findItem(await screen.openMenu(icon), 'Quit'));
    await tray.hears('{"item":"quit"}');
    tray.tell({ do: 'quit' });
    expect(await tray.program.exit).toMatchObject({ code: 0 });
    await screen.losesColour(stateColours.attention);
  },
  150_000,
);

/** In Wine's own look, from the bottom of the menu. */
function findItem({ x, y, height }: Area, item: 'Profile' | 'Start at login' | 'Quit'): Spot {
  const fromBottom = { Profile: 93, 'Start at login': 68, Quit: 11 }[item];
  return { x: x + 60, y: y + height - fromBottom };
}
