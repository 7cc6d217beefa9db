import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bus } from '../screens/tray/dbus/bus.ts';
import { startDesktopBus } from './desktop-bus.ts';

/** A desktop of its own for one test: an X server without a screen, a window manager, a session bus, and panels. */
export interface DesktopScreen extends AsyncDisposable {
  /** What programs on it find in their environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts a real panel and resolves once it takes icons; give it back to end it. */
  readonly startPanel: (name: PanelName) => Promise<ChildProcess>;
  readonly endPanel: (panel: ChildProcess) => Promise<void>;
  /** The pointer moves there and a button of the mouse is pressed: 1 is the left one, 3 the right one. */
  readonly click: (at: Spot, button?: 1 | 3) => Promise<void>;
  /** Resolves once at least that many pixels have exactly that colour, with their middle. */
  readonly findColour: (colour: readonly number[], atLeast?: number) => Promise<Spot>;
  /** Resolves once no pixel has that colour. */
  readonly losesColour: (colour: readonly number[]) => Promise<void>;
  /** Clicks with the right button and resolves once a menu is there and drawn, with its place. */
  readonly openMenu: (at: Spot) => Promise<Area>;
  /** The same for a submenu, with the left button. */
  readonly openSubmenu: (at: Spot) => Promise<Area>;
  /** Resolves once a window with these words in its title is to be seen, with its place. */
  readonly findWindow: (title: string) => Promise<Area>;
  /** Resolves once there is none any more. */
  readonly losesWindow: (title: string) => Promise<void>;
  /** A key is pressed, as xdotool calls it, where the keyboard is. */
  readonly press: (key: string) => Promise<void>;
  /** Keeps what is to be seen now as a PNG. */
  readonly shoot: (path: string) => Promise<void>;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Spot {
  readonly width: number;
  readonly height: number;
}

export type PanelName = 'xfce4-panel' | 'lxqt-panel';

/** The programs it is made of. */
export const desktopPrograms: readonly string[] = [
  'Xvfb',
  'dbus-daemon',
  'openbox',
  'xfce4-panel',
  'lxqt-panel',
  'xdotool',
  'import',
];

const [screenWidth, screenHeight] = [1_000, 600];

/** It has no icons of its own to fall back to, and a session would bring this. */
const lxqtPanel = `panels=panel1

[panel1]
plugins=statusnotifier
position=Bottom

[statusnotifier]
alignment=Right
type=statusnotifier
`;

/** A bar with a place for icons and nothing else: the usual one also starts clocks, pagers and the rest of a session. */
const xfcePanel = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="30"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`;

/** Long enough for a panel to start on a busy machine. */
const patienceMs = 25_000;

export async function startDesktopScreen(): Promise<DesktopScreen> {
  const home = await mkdtemp(join(tmpdir(), 'halo-mcp-desktop-'));
  await mkdir(join(home, '.config/lxqt'), { recursive: true });
  await writeFile(join(home, '.config/lxqt/panel.conf'), lxqtPanel);
  const xfconf = join(home, '.config/xfce4/xfconf/xfce-perchannel-xml');
  await mkdir(xfconf, { recursive: true });
  await writeFile(join(xfconf, 'xfce4-panel.xml'), xfcePanel);
  const { server, display } = await startServer();
  const ownEnv = {
    DISPLAY: display,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    NO_AT_BRIDGE: '1', // panels need no screen reader's bus
  };
  const bus = await startDesktopBus(ownEnv);
  const env = { ...ownEnv, ...bus.env };
  const children = [server, spawn('openbox', [], { env, stdio: 'ignore' })];
  const run = async (command: readonly string[]) => {
    const child = Bun.spawn([...command], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const output = await child.stdout.bytes();
    if ((await child.exited) !== 0) throw new Error(`${command.join(' ')} failed`);
    return output;
  };
  const look = () => run(['import', '-window', 'root', '-depth', '8', 'rgb:-']);

  /** xdotool fails where it finds none, and where one has just gone. */
  const listWindows = async (...search: readonly string[]) => {
    const measure = ['getwindowgeometry', '--shell', '%@'];
    const asked = run(['xdotool', 'search', '--onlyvisible', ...search, ...measure]);
    const said = new TextDecoder().decode(await asked.catch(() => new Uint8Array()));
    return [...said.matchAll(/WINDOW=(\d+)\nX=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)\nHEIGHT=(\d+)/g)].map(
      (match) => {
        const [id = 0, x = 0, y = 0, width = 0, height = 0] = match.slice(1).map(Number);
        return { id, x, y, width, height };
      },
    );
  };
  const listTopWindows = () => listWindows('--maxdepth', '1', '--class', '.*');
  const listTitled = (title: string) => listWindows('--name', title);

  /** A menu is a window, which is there before anything is drawn in it. */
  const open = async ({ x, y }: Spot, button: string, atLeast: number) => {
    // Before the pointer moves: some submenus open by that alone.
    const before = new Set((await listTopWindows()).map(({ id }) => id));
    await run(['xdotool', 'mousemove', String(x), String(y), 'click', button]);
    let last = new Uint8Array();
    return until(async () => {
      const menu = (await listTopWindows()).find(({ id, height }) => !before.has(id) && height > atLeast);
      const now = await look();
      const isStill = Buffer.from(now).equals(last);
      last = now;
      return isStill && menu && countColours(now, menu) > 2 ? menu : undefined;
    }, 'a menu');
  };

  return {
    env,
    startPanel: async (name) => {
      const settings = { XDG_CURRENT_DESKTOP: name === 'lxqt-panel' ? 'LXQt' : 'XFCE' };
      const panel = spawn(name, [], { env: { ...env, ...settings }, stdio: 'ignore' });
      children.push(panel);
      await until(() => isPanelReady(bus.socket), 'the panel');
      return panel;
    },
    endPanel: end,
    click: async ({ x, y }, button = 1) => {
      await run(['xdotool', 'mousemove', String(x), String(y), 'click', String(button)]);
    },
    findColour: (colour, atLeast = 8) =>
      until(async () => findMiddle(await look(), colour, atLeast), `the colour ${colour}`),
    losesColour: async (colour) => {
      await until(
        async () => (findMiddle(await look(), colour, 1) ? undefined : true),
        `the colour ${colour} to go`,
      );
    },
    openMenu: (at) => open(at, '3', 120),
    openSubmenu: (at) => open(at, '1', 30),
    findWindow: (title) => until(async () => (await listTitled(title))[0], `a window "${title}"`),
    losesWindow: async (title) => {
      const isGone = async () => ((await listTitled(title)).length === 0 ? true : undefined);
      await until(isGone, `the window "${title}" to go`);
    },
    press: async (key) => {
      await run(['xdotool', 'key', key]);
    },
    shoot: async (path) => {
      await run(['import', '-window', 'root', path]);
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of children.toReversed()) await end(child);
      await bus.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** It finds a free number by itself and says which. */
async function startServer(): Promise<{ readonly server: ChildProcess; readonly display: string }> {
  const size = `${screenWidth}x${screenHeight}x24`;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error('Xvfb ended at once')));
    server.stdio[3]?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
  });
  return { server, display: `:${number}` };
}

/** The middle of all pixels of that colour, from three bytes a pixel. */
function findMiddle(pixels: Uint8Array, colour: readonly number[], atLeast: number): Spot | undefined {
  let [count, x, y] = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] !== colour[0] || pixels[at + 1] !== colour[1] || pixels[at + 2] !== colour[2]) continue;
    count++;
    x += (at / 3) % screenWidth;
    y += Math.floor(at / 3 / screenWidth);
  }
  return count < atLeast ? undefined : { x: Math.round(x / count), y: Math.round(y / count) };
}

function countColours(pixels: Uint8Array, { x, y, width, height }: Area): number {
  const colours = new Set<number>();
  for (let row = y; row < Math.min(y + height, screenHeight); row++) {
    for (let column = x; column < Math.min(x + width, screenWidth); column++) {
      const at = (row * screenWidth + column) * 3;
      colours.add(((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0));
    }
  }
  return colours.size;
}

async function isPanelReady(socket: string): Promise<true | undefined> {
  const ignore = { onCall: () => undefined, onSignal: () => undefined, onLost: () => undefined };
  const bus = await Bus.open(socket, ignore);
  const isReady = await bus.isOwned('org.kde.StatusNotifierWatcher');
  bus.close();
  return isReady ? true : undefined;
}

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Waited for ${what} in vain`);
    await Bun.sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await ended;
}
