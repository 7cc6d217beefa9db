import { afterAll, describe, expect, test } from 'bun:test';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { needs } from '../../testing/needs.ts';
import type { StartedProgram } from './autostart.ts';
import { openAutostart } from './open-autostart.ts';

const testWithGio = await needs('gio');
const testAsAdministrator = test.skipIf(process.getuid?.() !== 0);
const root = mkdtempSync(join(tmpdir(), 'halo autostart '));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const now = new Date('2026-11-15T12:00:00Z');
const program: StartedProgram = {
  command: '/opt/halo-mcp/halo-mcp',
  args: ['tray', '--at-login'],
  env: {},
};
const moved = { ...program, command: '/old/halo-mcp' };

describe.each(['linux', 'darwin'] as const)('%s', (platform) => {
  test('off until it is written, then on, and off again once it is removed', () => {
    const { autostart } = open(platform);
    expect([autostart.isThere(), autostart.find(program)]).toEqual([false, 'off']);
    autostart.write(program, now);
    expect([autostart.isThere(), autostart.find(program)]).toEqual([true, 'on']);
    expect(autostart.remove()).toBe(true);
    expect(autostart.remove()).toBe(false);
    expect([autostart.isThere(), autostart.find(program)]).toEqual([false, 'off']);
  });

  test('a program that was moved, has other arguments or another home is another one, and is replaced', () => {
    const { autostart } = open(platform);
    const others = [
      moved,
      { ...program, args: ['tray'] },
      { ...program, env: { HALO_MCP_HOME: '/elsewhere' } },
    ];
    for (const other of others) {
      autostart.write(other, now);
      expect([autostart.find(other), autostart.find(program)]).toEqual(['on', 'other']);
      autostart.write(program, now);
      expect([autostart.find(other), autostart.find(program)]).toEqual(['other', 'on']);
    }
  });

  test.each(['', 'not what was expected', '[Desktop Entry]\nExec', '<plist><key>ProgramArguments</key>'])(
    'a file that nobody can read, %j, is something else, and can be replaced',
    (text) => {
      const { autostart, write } = open(platform);
      write(text);
      expect(autostart.find(program)).toBe('other');
      autostart.write(program, now);
      expect(autostart.find(program)).toBe('on');
    },
  );

  test('what stands in the way is said, and stays', () => {
    const { autostart } = open(platform);
    autostart.write(moved, now);
    const before = readFileSync(autostart.place);
    chmodSync(autostart.place, 0o444);
    expect(() => autostart.write(program, now)).toThrow(`${autostart.place} is marked read-only`);
    expect(readFileSync(autostart.place)).toEqual(before);
    const blocked = open(platform);
    mkdirSync(dirname(dirname(blocked.autostart.place)), { recursive: true });
    writeFileSync(dirname(blocked.autostart.place), '');
    expect(blocked.autostart.find(program)).toBe('off');
    expect(() => blocked.autostart.write(program, now)).toThrow('is a file where a folder is expected');
  });

  testAsAdministrator('a folder that may not be written is said, for on and for off', async () => {
    const { autostart, home } = open(platform);
    autostart.write(program, now);
    for (const folder of [root, home]) chmodSync(folder, 0o755);
    for (let folder = dirname(autostart.place); folder !== home; folder = dirname(folder))
      chmodSync(folder, 0o755);
    const said = await runAsNobody(platform, home);
    expect(said).toEqual([
      `This user may not write ${autostart.place} or its folder ${dirname(autostart.place)}. Ask for permission to write there, or run this as the user it belongs to`,
      `This user may not write ${autostart.place} or its folder ${dirname(autostart.place)}. Ask for permission to write there, or run this as the user it belongs to`,
    ]);
    expect(autostart.find(program)).toBe('on');
  });
});

describe('Linux', () => {
  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'what the person switched off in the desktop’s own settings by %s is off, and can be put on',
    (line) => {
      const { autostart, write } = open('linux');
      autostart.write(program, now);
      const text = readFileSync(autostart.place, 'utf8');
      write(`${text}${line}\n`);
      expect([autostart.isThere(), autostart.find(program)]).toEqual([true, 'off']);
      autostart.write(program, now);
      expect(autostart.find(program)).toBe('on');
    },
  );

  test('a desktop that wrote the file anew, with its own lines and groups, leaves it on', () => {
    const { autostart, write } = open('linux');
    autostart.write(program, now);
    const text = readFileSync(autostart.place, 'utf8').replace(
      'Name=',
      'X-XFCE-Added=1\nName[de]=Halo\nName=',
    );
    write(`# a remark\r\n${text.replaceAll('\n', '\r\n')}\r\n[Desktop Action other]\r\nExec=other\r\n`);
    expect(autostart.find(program)).toBe('on');
  });

  test('it lies where the session looks for it', () => {
    expect(open('linux', { XDG_CONFIG_HOME: '/conf' }).autostart.place).toBe(
      '/conf/autostart/halo-mcp.desktop',
    );
    const { autostart, home } = open('linux', { XDG_CONFIG_HOME: 'not/absolute' });
    expect(autostart.place).toBe(join(home, '.config/autostart/halo-mcp.desktop'));
  });

  testWithGio(
    'the desktop’s own library starts the program, whatever characters are in its path',
    async () => {
      const folder = 'a "b" \'c\' $HOME `id` \\ 100% %f #; é\ttab';
      const { autostart, home } = open('linux');
      const command = join(home, folder, 'halo-mcp');
      mkdirSync(dirname(command), { recursive: true });
      writeFileSync(
        command,
        '#!/bin/sh\nprintf "%s\\n" "$0" "$@" "$HALO_MCP_HOME" >"$HOME/new" && mv "$HOME/new" "$HOME/seen"\n',
      );
      chmodSync(command, 0o755);
      const started = { ...program, command, env: { HALO_MCP_HOME: `${home}/${folder}` } };
      autostart.write(started, now);
      expect(autostart.find(started)).toBe('on');
      const child = Bun.spawn(['gio', 'launch', autostart.place], {
        env: { HOME: home, PATH: '/usr/bin:/bin' },
      });
      expect(await child.exited).toBe(0);
      const seen = join(home, 'seen');
      for (const deadline = performance.now() + 20_000; !existsSync(seen); await Bun.sleep(20))
        if (performance.now() > deadline) throw new Error('The program was not started');
      expect(readFileSync(seen, 'utf8')).toBe(
        `${[command, 'tray', '--at-login', `${home}/${folder}`].join('\n')}\n`,
      );
    },
  );
});

test('macOS is told to start it once, where there is a screen', () => {
  const { autostart, home } = open('darwin');
  autostart.write(
    { ...program, command: '/Users/a & b/<"x">/halo-mcp', env: { HALO_MCP_HOME: '/Volumes/a' } },
    now,
  );
  expect(autostart.place).toBe(join(home, 'Library/LaunchAgents/halo-mcp.plist'));
  expect(readFileSync(autostart.place, 'utf8')).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
    	<key>Label</key>
    	<string>halo-mcp</string>
    	<key>ProgramArguments</key>
    	<array>
    		<string>/Users/a &amp; b/&lt;"x"&gt;/halo-mcp</string>
    		<string>tray</string>
    		<string>--at-login</string>
    	</array>
    	<key>EnvironmentVariables</key>
    	<dict>
    		<key>HALO_MCP_HOME</key>
    		<string>/Volumes/a</string>
    	</dict>
    	<key>RunAtLoad</key>
    	<true/>
    	<key>LimitLoadToSessionType</key>
    	<string>Aqua</string>
    	<key>ProcessType</key>
    	<string>Interactive</string>
    </dict>
    </plist>
    "
  `);
});

test('a launch agent that is marked as disabled is off', () => {
  const { autostart, write } = open('darwin');
  autostart.write(program, now);
  write(
    readFileSync(autostart.place, 'utf8').replace(
      '<key>RunAtLoad',
      '<key>Disabled</key>\n<true/>\n<key>RunAtLoad',
    ),
  );
  expect(autostart.find(program)).toBe('off');
});

test('another system starts nothing by itself', () => {
  expect(openAutostart({ platform: 'freebsd', homeFolder: root, environment: {} })).toBeUndefined();
});

/** In a home of its own. */
function open(platform: 'linux' | 'darwin', environment: Readonly<Record<string, string>> = {}) {
  const home = mkdtempSync(join(root, 'home '));
  const autostart = openAutostart({ platform, homeFolder: home, environment });
  if (autostart === undefined) throw new Error('This system starts nothing');
  const write = (text: string) => {
    mkdirSync(dirname(autostart.place), { recursive: true });
    writeFileSync(autostart.place, text);
  };
  return { autostart, home, write };
}

/** What somebody else is told who tries to switch it on and off. */
async function runAsNobody(platform: string, homeFolder: string): Promise<unknown> {
  const source = `
    import { openAutostart } from ${JSON.stringify(join(import.meta.dirname, 'open-autostart.ts'))};
    process.setuid(65534);
    const autostart = openAutostart(${JSON.stringify({ platform, homeFolder, environment: {} })});
    const tell = (run) => { try { return run(); } catch (error) { return error.message; } };
    console.log(JSON.stringify([
      tell(() => autostart.write(${JSON.stringify(moved)}, new Date())),
      tell(() => autostart.remove()),
    ]));`;
  const child = Bun.spawn([process.execPath, '-e', source], { stdout: 'pipe' });
  return JSON.parse(await child.stdout.text());
}
