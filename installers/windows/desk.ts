import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from '../../scripts/release/run-command.ts';
import { startDemoHalo } from '../../src/demo/demo-halo.ts';
import { runProgram } from '../../src/testing/program.ts';
import { testDay } from '../../src/testing/session.ts';
import { findWine, prepareWine, type Wine } from '../../src/testing/wine.ts';

/** What a Windows with a screen differs in. */
interface DeskOptions {
  readonly wine?: string;
  /** Added to what programs find in their environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Where installers enter what is there; a test that failed may have left it. */
const installedKeys = [
  'HKEY_CURRENT_USER\\Software\\halo-mcp',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Run',
  'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\halo-mcp',
];

/** A person's Windows, with Claude on it. What a test writes for it goes into the folder. */
export async function openDesk(folder: string, options: DeskOptions = {}) {
  const wine: Wine = await prepareWine(options.wine);
  const { BUN_BE_BUN: _, ...wineEnv } = wine.env;
  const env = { ...wineEnv, ...options.env };
  const user = (await runCommand(['id', '-un'])).trim();
  const disk = join(env['WINEPREFIX'] ?? '', 'drive_c');
  const home = join(disk, 'users', user);
  const programs = join(home, 'AppData/Local/Programs/halo-mcp');
  const program = join(programs, 'halo-mcp.exe');
  const menu = join(home, 'AppData/Roaming/Microsoft/Windows/Start Menu/Programs');
  const claudeFile = join(home, 'AppData/Roaming/Claude/claude_desktop_config.json');
  const claudeBefore = '{\r\n\t"theme": "dark"\r\n}\r\n';
  const traces = [programs, dirname(claudeFile), join(home, '.halo-mcp')];
  const clear = () => {
    for (const trace of traces) rmSync(trace, { recursive: true, force: true });
  };
  clear();
  const start = async (...command: readonly string[]) =>
    runProgram({ command: [findWine() ?? ''], args: command, env, lifetimeMs: 90_000 });
  const noTrace = join(folder, 'no-trace.reg');
  writeFileSync(noTrace, `REGEDIT4\r\n\r\n${installedKeys.map((key) => `[-${key}]\r\n`).join('')}`);
  await start('regedit', '/S', noTrace);
  mkdirSync(dirname(claudeFile), { recursive: true });
  writeFileSync(claudeFile, claudeBefore);
  const describe = (file: string) => ({ command: wine.start(file), env: wine.env });
  return {
    disk,
    home,
    program,
    folder: programs,
    /** The same as Windows writes it. */
    windowsFolder: `C:\\users\\${user}\\AppData\\Local\\Programs\\halo-mcp\\`,
    claudeFile,
    claudeBefore,
    /** Opens it as a double-click does, and waits for that process alone: it may leave others that run on. */
    open: (file: string) =>
      Bun.spawn([findWine() ?? '', file], { env, stdio: ['ignore', 'ignore', 'ignore'] }).exited,
    run: async (file: string, ...args: readonly string[]) => (await start(file, ...args)).code,
    write: (name: string, content: unknown) => {
      const file = join(folder, name);
      writeFileSync(file, JSON.stringify(content));
      return file;
    },
    listMenu: () =>
      readdirSync(menu)
        .filter((name) => name.startsWith('Halo MCP'))
        .sort(),
    describe,
    describeProgram: () => ({ ...describe(program), args: ['--profile', 'default'] }),
    readValue: async (key: string, name: string) => {
      const { output } = await start('reg', 'query', key, '/v', name);
      return / REG_SZ {4}(.*?)\r?$/m.exec(output)?.[1];
    },
    /** Everything below a key, as text. */
    readKey: async (key: string) => (await start('reg', 'query', key, '/s')).output,
    setValue: async (key: string, name: string, value: string) => {
      await start('reg', 'add', key, '/v', name, '/d', value, '/f');
    },
    /** As "Apps" in Windows' settings does: the uninstaller goes on after its own process has ended. */
    uninstall: async (...args: readonly string[]) => {
      await start(join(programs, 'uninstall.exe'), '/S', ...args);
      for (const deadline = performance.now() + 60_000; existsSync(programs); await Bun.sleep(100))
        if (performance.now() > deadline) throw new Error(`There is left: ${readdirSync(programs)}`);
    },
    [Symbol.asyncDispose]: async () => {
      await wine.stop();
      clear();
    },
  };
}

/** A Halo to connect to, for one test. */
export function disposeHalo() {
  const demo = startDemoHalo({ date: testDay });
  return { demo, [Symbol.asyncDispose]: () => demo.stop() };
}

/** What an installer or the program wrote for other programs; nothing where it wrote nothing. */
export function readLog(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf16le') : '';
}
