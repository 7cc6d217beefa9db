import { beforeAll, expect } from 'bun:test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDesktopBus } from '../../../testing/desktop-bus.ts';
import { needs } from '../../../testing/needs.ts';
import { exampleStatus } from '../../../testing/tray-examples.ts';
import { type ShownItem, startTrayHost } from '../../../testing/tray-host.ts';
import { buildTrayProgram, startTrayProgram } from '../../../testing/tray-program.ts';
import { type DbusValue, Variant } from '../dbus/value.ts';

// The program is compiled; panel and person are on a bus of their own. No display is needed.
const testOnBus = await needs('session bus');

beforeAll(() => buildTrayProgram(), 60_000);

const itemFace = 'org.kde.StatusNotifierItem';

testOnBus('the menu shows on a panel as it was given, with checks, choices and a submenu', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  expect(item).toMatch(/^org\.kde\.StatusNotifierItem-\d+-1$/);
  await tray.hears('{"shown":true}');
  const menu = await host.readMenu(item);
  expect(menu.map(({ properties }) => properties['label'] ?? properties['type'])).toEqual([
    'Connected to acme.halopsa.com as Dana Bishop',
    'separator',
    'Open settings…',
    'Ask Claude',
    'separator',
    'Test connection',
    'Claude Desktop is connected',
    'Profile',
    'separator',
    'Start at login',
    'View log',
    'About halo-mcp 0.1.0',
    'separator',
    'Quit',
  ]);
  expect(find(menu, 'Connected to acme.halopsa.com as Dana Bishop').properties['enabled']).toBe(false);
  expect(find(menu, 'Start at login').properties).toMatchObject({
    'toggle-type': 'checkmark',
    'toggle-state': 0,
  });
  const profiles = find(menu, 'Profile');
  expect(profiles.properties['children-display']).toBe('submenu');
  expect(profiles.children.map(({ properties }) => properties['toggle-state'])).toEqual([1, 0]);
  // In a label one underscore would mark the next letter as a key.
  expect(profiles.children[1]?.properties['label']).toBe('sand__box');
});

testOnBus('a click is heard once, for the item that was clicked', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  const menu = await host.readMenu(item);
  await host.click(item, find(menu, 'Start at login').id);
  await tray.hears('{"item":"start-at-login"}');
  await host.click(item, find(find(menu, 'Profile').children, 'sand__box').id);
  await tray.hears('{"item":"profile sand_box"}');
  // What can't be picked stays silent, whatever a panel sends.
  await host.click(item, find(menu, 'Claude Desktop is connected').id);
  await host.click(item, 999);
  await host.call(item, '/MenuBar', 'com.canonical.dbusmenu', 'EventGroup', 'a(isvu)', [
    [[find(menu, 'Quit').id, 'clicked', new Variant('s', ''), 0]],
  ]);
  await tray.hears('{"item":"quit"}');
  expect(tray.program.output().match(/"item"/g)).toHaveLength(3);
});

testOnBus('a left click opens the settings, not the menu, and may bring them to the front', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  expect(await host.readProperty(item, 'ItemIsMenu')).toBe(false);
  await host.call(item, '/StatusNotifierItem', itemFace, 'ProvideXdgActivationToken', 's', ['let-me']);
  await host.call(item, '/StatusNotifierItem', itemFace, 'Activate', 'ii', [10, 10]);
  await tray.hears('{"activated":true,"token":"let-me"}');
  await host.call(item, '/StatusNotifierItem', itemFace, 'Activate', 'ii', [10, 10]);
  await tray.hears('{"activated":true}');
});

testOnBus('a change reaches the panel: icon, tooltip and menu', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  const quit = find(await host.readMenu(item), 'Quit').id;
  const before = await host.readProperty(item, 'IconPixmap');
  const changed = { kind: 'attention', problem: 'Halo <refused> the login & said no' };
  tray.tell({ do: 'update', status: { ...exampleStatus, connection: changed, startsAtLogin: true } });
  await Promise.all(['NewIcon', 'NewToolTip', 'LayoutUpdated'].map((member) => host.nextSignal(member)));
  expect(await host.readProperty(item, 'IconPixmap')).not.toEqual(before);
  expect(await host.readProperty(item, 'ToolTip')).toEqual([
    '',
    [],
    'halo-mcp',
    'Halo &lt;refused&gt; the login &amp; said no',
  ]);
  const menu = await host.readMenu(item);
  expect(find(menu, 'Start at login').properties['toggle-state']).toBe(1);
  // So that a click just before the change can't hit another item.
  expect(find(menu, 'Quit').id).toBe(quit);
});

testOnBus('the icon comes in every size that bars have, in the byte order of the bus', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const pictures = await host.readProperty(await host.nextItem(), 'IconPixmap');
  if (!Array.isArray(pictures)) throw new Error('There are no pictures');
  expect(pictures.map(([width, height, bytes]) => [width, height, bytes.length])).toEqual(
    [16, 22, 24, 32, 44, 48, 64].map((size) => [size, size, size * size * 4]),
  );
  const middle = (7 * 16 + 8) * 4; // the dot of the smallest
  expect([...pictures[0][2].subarray(middle, middle + 4)]).toEqual([255, 13, 148, 136]);
});

testOnBus(
  'without a panel it says so and waits; one that comes late, or comes back, gets the icon',
  async () => {
    await using bus = await startDesktopBus();
    await using tray = await startTrayProgram(bus.env);
    tray.tell({ do: 'show', status: exampleStatus });
    await tray.hears('{"shown":false}');
    await tray.hears('{"ready":true}');
    const first = await startTrayHost(bus.socket);
    const item = await first.nextItem();
    await tray.hears('{"shown":true}');
    first[Symbol.dispose]();
    await tray.hears('{"shown":false}');
    using second = await startTrayHost(bus.socket);
    expect(await second.nextItem()).toBe(item);
    await tray.hears('{"shown":true}');
  },
);

testOnBus('a panel that takes the icon and never looks at it is given it anew, until it looks', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  expect(await host.nextItem()).toBe(item);
  expect(await host.readMenu(item)).not.toBeEmpty();
});

testOnBus('a watcher that has no panel to show anything on is no panel', async () => {
  await using bus = await startDesktopBus();
  using _host = await startTrayHost(bus.socket, { hasPanel: false });
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  await tray.hears('{"shown":false}');
});

testOnBus('without a session bus it says what to do instead', async () => {
  await using tray = await startTrayProgram({ XDG_RUNTIME_DIR: '/nowhere' });
  tray.tell({ do: 'show', status: exampleStatus });
  await tray.hears('There is no desktop session that could show an icon');
});

testOnBus('a bus that lets us in and hangs up at once is as good as none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'halo-mcp-bus-'));
  using server = Bun.listen({
    unix: join(folder, 'bus'),
    socket: {
      data(socket, bytes) {
        if (bytes.includes('AUTH')) socket.write('OK 0123\r\n');
        if (bytes.includes('BEGIN')) socket.end();
      },
    },
  });
  await using tray = await startTrayProgram({ XDG_RUNTIME_DIR: folder });
  tray.tell({ do: 'show', status: exampleStatus });
  await tray.hears('There is no desktop session that could show an icon');
  expect(tray.program.output()).not.toContain('ended');
  server.stop(true);
  await rm(folder, { recursive: true });
});

testOnBus('a message is shown by the desktop, and a click on it opens the settings', async () => {
  await using bus = await startDesktopBus();
  const messages = {
    capabilities: ['body', 'body-markup', 'actions'],
    shown: [] as (readonly DbusValue[])[],
  };
  using host = await startTrayHost(bus.socket, { messages });
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  await host.nextItem();
  tray.tell({ do: 'notify', title: 'Claude lost its connection', text: 'Repair <it> in the settings' });
  await tray.hears('{"notified":true}');
  expect(messages.shown[0]?.slice(0, 6)).toEqual([
    'halo-mcp',
    0,
    '',
    'Claude lost its connection',
    'Repair &lt;it&gt; in the settings',
    ['default', 'Open settings'],
  ]);
  host.signalMessage('ActionInvoked', [7, 'default']);
  await tray.hears('{"activated":true}');
  // The next one takes the place of the first.
  tray.tell({ do: 'notify', title: 'Again', text: '' });
  await tray.hears('{"notified":true}');
  expect(messages.shown[1]?.[1]).toBe(7);
});

testOnBus('where the desktop shows no messages it says so', async () => {
  await using bus = await startDesktopBus();
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  tray.tell({ do: 'notify', title: 'Halo', text: 'is away' });
  await tray.hears('{"notified":false}');
});

testOnBus('the end of the session ends the tray; so does quitting', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  await host.nextItem();
  await tray.hears('{"shown":true}');
  await using other = await startTrayProgram(bus.env);
  other.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  other.tell({ do: 'quit' });
  expect(await other.program.exit).toMatchObject({ code: 0 });
  await expect(host.readMenu(item)).rejects.toThrow();
  await bus.stop();
  await tray.hears('{"ended":true}');
});

testOnBus('nonsense from the bus is answered with an error, and harms nothing', async () => {
  await using bus = await startDesktopBus();
  using host = await startTrayHost(bus.socket);
  await using tray = await startTrayProgram(bus.env);
  tray.tell({ do: 'show', status: exampleStatus });
  const item = await host.nextItem();
  const menu = 'com.canonical.dbusmenu';
  await expect(host.call(item, '/MenuBar', menu, 'Event', 's', ['x'])).rejects.toThrow('InvalidArgs');
  await expect(host.call(item, '/MenuBar', menu, 'GetLayout', 'iias', [999, -1, []])).rejects.toThrow();
  await expect(host.call(item, '/MenuBar', menu, 'Explode')).rejects.toThrow('UnknownMethod');
  await expect(host.call(item, '/elsewhere', itemFace, 'Activate', 'ii', [0, 0])).rejects.toThrow();
  expect(await host.readMenu(item)).not.toBeEmpty();
});

function find(menu: readonly ShownItem[], label: string): ShownItem {
  const item = menu.find(({ properties }) => properties['label'] === label);
  if (!item) throw new Error(`There is no item ${label}`);
  return item;
}
